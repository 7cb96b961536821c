// The same in asynchronous form.
async function* forever() {
  for (;;) yield 0;
}
for await (const _ of forever());
