// A generator that always has a next value is spread.
function* forever() {
  for (;;) yield 0;
}
for (const _ of forever());
