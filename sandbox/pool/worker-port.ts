export interface Usage {
  /** Anonymous and shared-memory pages of the whole process tree. */
  anonymousBytes: number;
  cpuMs: number;
}

export interface WorkerExit {
  code: number | null;
  signal: string | null;
  /** The end of what the worker printed as errors. */
  stderr: string;
}

/** A worker as bytes, seen from outside. The real one is a process; the simulation has its own. */
export interface WorkerPort {
  write(bytes: Buffer): void;
  onData(receive: (bytes: Buffer) => void): void;
  /** Frames that the worker has noted, without a word, since the last look. Throws where they are no frames. */
  takeNotes(): string[];
  /** Forgets all notes: they are about one job. */
  clearNotes(): void;
  /** Called once, when the process is gone, with everything it wrote already delivered. */
  onExit(receive: (exit: WorkerExit) => void): void;
  kill(): void;
  /** What the process tree uses now, or null where the system does not say. */
  usage(): Usage | null;
}
