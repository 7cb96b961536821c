export default function values(): Record<string, number | string> {
  const layers = 3;
  const attempts = 3;
  /** From the lowest layer up: expected calls sent down per call received, and the chance that all of them fail. */
  let failure = 0.5;
  let calls = 1;
  for (let layer = 0; layer < layers; layer += 1) {
    let expected = 0;
    for (let attempt = 0; attempt < attempts; attempt += 1) expected += failure ** attempt;
    calls *= expected;
    failure **= attempts;
  }
  return { a: attempts ** layers, b: calls, c: 1.1 ** layers };
}
