// Throws where nobody waits.
setTimeout(() => {
  throw new TypeError('late');
}, 1);
