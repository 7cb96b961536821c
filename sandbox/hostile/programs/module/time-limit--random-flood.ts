// Keeps the host busy with random bytes.
const bytes = new Uint8Array(16);
for (;;) crypto.getRandomValues(bytes);
