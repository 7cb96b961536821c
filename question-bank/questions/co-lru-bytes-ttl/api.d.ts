/** Milliseconds; never steps back. */
interface Clock {
  now(): number;
}

/** Names one item in a heap. */
interface HeapHandle {
  readonly priority: number;
}

/** The item with the smallest priority first. Every operation takes O(log n). */
interface MinHeap<T> {
  readonly size: number;
  push(priority: number, item: T): HeapHandle;
  /** The item with the smallest priority, or null; it stays in the heap. */
  first(): { priority: number; item: T } | null;
  /** Takes an item out, wherever it is. Does nothing if it is out already. */
  remove(handle: HeapHandle): void;
}

interface ByteLruOptions<V> {
  maxBytes: number;
  clock: Clock;
  sizeOf(value: V): number;
  createHeap<T>(): MinHeap<T>;
}
