// Looks for a way to a buffer that grows outside the limit.
const found: string[] = [];
function reached(what: string) {
  found.push(what);
}
const makers: Array<[string, () => ArrayBuffer]> = [
  ['constructor', () => new ArrayBuffer(8, { maxByteLength: 2 ** 30 })],
  ['prototype', () => new (ArrayBuffer.prototype.constructor as ArrayBufferConstructor)(8, { maxByteLength: 2 ** 30 })],
  ['subclass', () => new (class extends ArrayBuffer {})(8, { maxByteLength: 2 ** 30 })],
  ['reflect', () => Reflect.construct(ArrayBuffer, [8, { maxByteLength: 2 ** 30 }])],
  ['new target', () => Reflect.construct(ArrayBuffer, [8, { maxByteLength: 2 ** 30 }], class {})],
  ['typed array', () => new (new Uint8Array(1).buffer.constructor as ArrayBufferConstructor)(8, { maxByteLength: 2 ** 30 })],
  ['species', () => new (ArrayBuffer[Symbol.species] as ArrayBufferConstructor)(8, { maxByteLength: 2 ** 30 })],
  ['clone', () => new ((structuredClone(new ArrayBuffer(1)) as ArrayBuffer).constructor as ArrayBufferConstructor)(8, { maxByteLength: 2 ** 30 })],
];
for (const [name, make] of makers) {
  try {
    const buffer = make() as ArrayBuffer & { resize?: (size: number) => void };
    buffer.resize?.(2 ** 20);
    if (buffer.byteLength > 8) reached(name);
  } catch {}
}
if (found.length > 0) throw new Error(`reached: ${found.join(', ')}`);
export default 'contained';
