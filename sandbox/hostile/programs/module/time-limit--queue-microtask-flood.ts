// Queues a microtask from a microtask.
const again = () => queueMicrotask(again);
again();
