// The comparator never answers.
[2, 1].sort(() => {
  for (;;);
});
