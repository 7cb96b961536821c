interface WorkRecord {
  id: number;
  payload: number;
}

interface Output {
  id: number;
  result: number;
}

interface Signal {
  readonly aborted: boolean;
  readonly reason: unknown;
}

interface Tools {
  /** Whole microseconds that transform will need for this record. */
  costMicros(record: WorkRecord): number;
  transform(record: WorkRecord): Output;
  emit(output: Output): void;
  yieldNow(): Promise<void>;
  readonly signal: Signal;
}
