// Prints for ever and catches whatever a full console might throw.
for (;;) {
  try {
    console.log('x'.repeat(1_000));
  } catch {}
}
