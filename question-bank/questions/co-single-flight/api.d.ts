interface Signal {
  readonly aborted: boolean;
  readonly reason: unknown;
  /** Calls back once when aborted; gives back a function that removes the listener. */
  onAbort(listener: () => void): () => void;
}

interface Aborter {
  readonly signal: Signal;
  abort(reason: unknown): void;
}

interface SingleFlightOptions {
  createAborter(): Aborter;
}

type Loader<V> = (loadSignal: Signal) => Promise<V>;
