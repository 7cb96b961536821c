// Loops in a constructor that a native method calls.
class List extends Array {
  static get [Symbol.species](): never {
    for (;;);
  }
}
new List(1, 2).map((x) => x);
