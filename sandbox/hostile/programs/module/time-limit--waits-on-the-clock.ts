// Waits busily for a time that is far away.
const end = Date.now() + 60_000;
while (Date.now() < end);
