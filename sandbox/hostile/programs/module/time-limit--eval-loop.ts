// Loops in code made from a string.
new Function('for (;;);')();
