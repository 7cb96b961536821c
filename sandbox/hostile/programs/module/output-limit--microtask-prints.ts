// Prints from microtasks.
const again = (): unknown => {
  console.error('again');
  return Promise.resolve().then(again);
};
again();
