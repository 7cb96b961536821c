/** With this many points the share of a node of weight 1 varies by about 2.5 % (1 / √points). */
const pointsPerWeight = 1600;

interface Point {
  place: number;
  node: RingNode;
}

export class Ring {
  readonly #hash: (text: string) => number;
  readonly #epsilon: number;
  readonly #points: Point[];
  readonly #nodeCount: number;
  readonly #totalWeight: number;
  readonly #sessions = new Map<string, number>();
  #total = 0;

  constructor({ nodes, epsilon, hash }: RingOptions) {
    this.#hash = hash;
    this.#epsilon = epsilon;
    this.#nodeCount = nodes.length;
    this.#totalWeight = nodes.reduce((sum, node) => sum + node.weight, 0);
    this.#points = nodes.flatMap((node) =>
      Array.from({ length: pointsPerWeight }, (_, index) => ({ place: hash(`${node.id}#${index}`), node })),
    );
    this.#points.sort((a, b) => a.place - b.place || (a.node.id < b.node.id ? -1 : 1));
  }

  owner(key: string): string {
    return this.#pointAt(this.#firstFrom(this.#hash(key))).node.id;
  }

  acquire(key: string): string {
    const from = this.#firstFrom(this.#hash(key));
    const passed = new Set<string>();
    for (let step = 0; passed.size < this.#nodeCount; step += 1) {
      const { node } = this.#pointAt(from + step);
      if (passed.has(node.id)) continue;
      passed.add(node.id);
      const sessions = this.#sessions.get(node.id) ?? 0;
      if (sessions + 1 > this.#boundOf(node)) continue;
      this.#sessions.set(node.id, sessions + 1);
      this.#total += 1;
      return node.id;
    }
    // The bounds of all nodes together exceed the number of sessions, so some node has room.
    throw new Error('every node is full');
  }

  release(id: string): void {
    const sessions = this.#sessions.get(id) ?? 0;
    if (sessions === 0) return;
    this.#sessions.set(id, sessions - 1);
    this.#total -= 1;
  }

  #boundOf(node: RingNode): number {
    return Math.ceil(((1 + this.#epsilon) * (this.#total + 1) * node.weight) / this.#totalWeight);
  }

  #pointAt(index: number): Point {
    return this.#points[index % this.#points.length] as Point;
  }

  /** Index of the first point at or behind a place; the number of points when there is none, which means the first. */
  #firstFrom(place: number): number {
    let low = 0;
    let high = this.#points.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#points[middle]?.place ?? 0) < place) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
