// Fills a set.
// limits: wallMs=15000
const kept = new Set<Date>();
for (let i = 0; ; i += 1) kept.add(new Date(i));
