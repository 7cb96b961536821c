// Goes on in finally when it is terminated.
try {
  for (;;);
} finally {
  for (;;);
}
