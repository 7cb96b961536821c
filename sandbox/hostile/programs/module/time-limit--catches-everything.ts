// Tries to catch its own termination, for ever.
for (;;) {
  try {
    for (;;);
  } catch {}
}
