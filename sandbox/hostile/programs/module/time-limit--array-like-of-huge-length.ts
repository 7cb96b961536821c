// A native search walks an object that claims to have nine quadrillion elements.
Array.prototype.includes.call({ length: Number.MAX_SAFE_INTEGER }, 1);
