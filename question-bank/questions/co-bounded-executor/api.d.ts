interface Signal {
  readonly aborted: boolean;
  readonly reason: unknown;
  /** Calls back once when aborted; gives back a function that removes the listener. */
  onAbort(listener: () => void): () => void;
}

interface RunOptions {
  /** 0 to 9, default 0; higher goes first. */
  priority?: number;
  signal?: Signal;
}
