// Makes every promise hang in a loop.
Promise.prototype.then = function () {
  for (;;);
} as never;
await { then: Promise.prototype.then };
