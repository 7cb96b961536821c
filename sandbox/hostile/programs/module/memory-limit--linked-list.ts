// Builds one long chain, the worst case of a marking collector.
// limits: wallMs=15000
let head: unknown = null;
for (;;) head = { next: head };
