// An interval that nobody clears.
setInterval(() => {}, 5);
