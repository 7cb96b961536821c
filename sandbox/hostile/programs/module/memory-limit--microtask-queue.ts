// Grows the microtask queue, which is no object of the program.
// limits: wallMs=15000
const add = () => {
  Promise.resolve().then(add);
  Promise.resolve().then(add);
};
add();
