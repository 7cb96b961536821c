// Prints nothing, very often.
for (;;) console.log('');
