// Never answers, and only a kill ends it.
export function answer() {
  let value = 3n;
  for (;;) value *= value;
}
