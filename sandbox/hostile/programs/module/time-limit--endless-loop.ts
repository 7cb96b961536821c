// Holds the thread in plain code.
for (;;);
