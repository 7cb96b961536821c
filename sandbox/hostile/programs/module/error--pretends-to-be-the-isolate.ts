// Throws the words with which the isolate reports a timeout; they are its own error all the same.
setTimeout(() => {
  throw new Error('Script execution timed out.');
}, 1);
