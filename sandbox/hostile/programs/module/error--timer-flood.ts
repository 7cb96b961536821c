// Sets timers without end.
for (;;) setTimeout(() => {}, 1_000);
