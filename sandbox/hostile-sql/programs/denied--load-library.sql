-- Loads a library.
load '/lib/x86_64-linux-gnu/libc.so.6';
