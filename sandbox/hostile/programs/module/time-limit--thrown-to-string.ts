// Throws an object whose message loops when it becomes text.
throw { message: { toString() { for (;;); } } };
