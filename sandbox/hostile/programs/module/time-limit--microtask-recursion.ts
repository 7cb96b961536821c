// Each promise callback queues the next.
const again = (): void => {
  void Promise.resolve().then(again);
};
again();
