interface RingNode {
  id: string;
  /** Whole number from 1 to 10. */
  weight: number;
}

interface RingOptions {
  nodes: RingNode[];
  epsilon: number;
  /** Whole number from 0 to 2^32 - 1; the same text gives the same number everywhere. */
  hash(text: string): number;
}
