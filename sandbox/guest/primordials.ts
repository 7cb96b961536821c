/**
 * What the kernel needs of the language, taken before any candidate code could change it. Kernel code that decides
 * something (calls, console, limits) uses these and never a method looked up on a value of the program.
 *
 * The files of this folder run inside the isolate, as one closure: `worker/guest-source.ts` joins them.
 */
type Callable = (this: never, ...args: never[]) => unknown;

export const apply: (target: Callable, self: unknown, args: readonly unknown[]) => unknown = Reflect.apply;
export const ownKeys: (target: object) => Array<string | symbol> = Reflect.ownKeys;
export const defineProperty = Object.defineProperty;
export const getDescriptor = Object.getOwnPropertyDescriptor;
export const getPrototype = Object.getPrototypeOf;
export const createObject = Object.create;
export const freeze = Object.freeze;
export const isArray = Array.isArray;
export const stringifyJson = JSON.stringify;
export const parseJson = JSON.parse;
export const toText = String;
export const toNumber = Number;
export const floor = Math.floor;
export const isView = ArrayBuffer.isView;
export const NativePromise = Promise;
export const NativeError = Error;
export const NativeTypeError = TypeError;
export const NativeRangeError = RangeError;
export const NativeDate = Date;
export const NativeMap = Map;
export const realNow = Date.now;

const stringSlice = String.prototype.slice;
const stringIndexOf = String.prototype.indexOf;
const stringRepeat = String.prototype.repeat;
const numberToFixed = Number.prototype.toFixed;
const symbolToString = Symbol.prototype.toString;
const bigintToString = BigInt.prototype.toString;
const functionToString = Function.prototype.toString;
const regexpToString = RegExp.prototype.toString;
const dateToIso = Date.prototype.toISOString;
const dateGetTime = Date.prototype.getTime;
const mapForEach = Map.prototype.forEach;
const setForEach = Set.prototype.forEach;
const mapSize = getDescriptor(Map.prototype, 'size')?.get as Callable;
const setSize = getDescriptor(Set.prototype, 'size')?.get as Callable;
const typedArrayTag = getDescriptor(getPrototype(Uint8Array.prototype), Symbol.toStringTag)?.get as Callable;
const typedArrayLength = getDescriptor(getPrototype(Uint8Array.prototype), 'length')?.get as Callable;
const bufferLength = getDescriptor(ArrayBuffer.prototype, 'byteLength')?.get as Callable;

export const sliceText = (text: string, from: number, to?: number) =>
  apply(stringSlice, text, [from, to]) as string;
export const indexInText = (text: string, part: string) => apply(stringIndexOf, text, [part]) as number;
export const repeatText = (text: string, times: number) => apply(stringRepeat, text, [times]) as string;
export const fixedNumber = (value: number, digits: number) => apply(numberToFixed, value, [digits]) as string;
export const symbolText = (value: symbol) => apply(symbolToString, value, []) as string;
export const bigintText = (value: bigint) => apply(bigintToString, value, []) as string;
export const functionText = (value: unknown) => apply(functionToString, value, []) as string;
export const regexpText = (value: unknown) => apply(regexpToString, value, []) as string;
export const dateText = (value: unknown) => apply(dateToIso, value, []) as string;
export const dateTime = (value: unknown) => apply(dateGetTime, value, []) as number;
export const eachOfMap = (map: unknown, visit: (value: unknown, key: unknown) => void) =>
  apply(mapForEach, map, [visit]);
export const eachOfSet = (set: unknown, visit: (value: unknown) => void) => apply(setForEach, set, [visit]);
export const sizeOfMap = (map: unknown) => apply(mapSize, map, []) as number;
export const sizeOfSet = (set: unknown) => apply(setSize, set, []) as number;
/** Throws for anything that is not an ArrayBuffer. */
export const sizeOfBuffer = (buffer: unknown) => apply(bufferLength, buffer, []) as number;
/** `Uint8Array` and so on, or undefined for anything that is no typed array. */
export const typedArrayName = (value: unknown) => apply(typedArrayTag, value, []) as string | undefined;
export const sizeOfTypedArray = (value: unknown) => apply(typedArrayLength, value, []) as number;

/** Appends without meeting a setter that a program may have put on `Array.prototype`. */
export function append<T>(list: T[], item: T): void {
  // Without a prototype: a program may have put `get` on `Object.prototype`.
  const descriptor = { __proto__: null, value: item, writable: true, enumerable: true, configurable: true };
  defineProperty(list, list.length, descriptor);
}
