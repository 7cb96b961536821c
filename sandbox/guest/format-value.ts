import {
  apply,
  bigintText,
  dateText,
  eachOfMap,
  eachOfSet,
  getDescriptor,
  getPrototype,
  isArray,
  isView,
  NativeError,
  ownKeys,
  regexpText,
  sizeOfBuffer,
  sizeOfMap,
  sizeOfSet,
  sizeOfTypedArray,
  sliceText,
  stringifyJson,
  symbolText,
  typedArrayName,
} from './primordials.ts';

/** Bounds of one printed line; a value that is larger is cut with a mark, never refused. */
const formatDepthMax = 4;
const formatItemsMax = 100;
const formatNodesMax = 1_000;
export const formatCharactersMax = 8_192;
const formatStringCharactersMax = 4_096;

export interface Budget {
  nodes: number;
  characters: number;
  /** The objects around the one that is being formatted, the nearest first. */
  around: Around | null;
}

interface Around {
  value: object;
  outside: Around | null;
}

const plainPrototype = Object.prototype;

function ownValue(target: object, key: string | symbol): unknown {
  const descriptor = getDescriptor(target, key);
  return descriptor !== undefined && 'value' in descriptor ? descriptor.value : undefined;
}

/** The name of the nearest constructor, read without running a getter. */
function className(value: object): string | null {
  let holder: object | null = value;
  for (let hops = 0; hops < 8; hops += 1) {
    holder = getPrototype(holder) as object | null;
    if (holder === null) return hops === 0 ? '[null prototype]' : null;
    const maker = ownValue(holder, 'constructor');
    if (typeof maker !== 'function') continue;
    const name = ownValue(maker, 'name');
    if (typeof name === 'string' && name !== '') return sliceText(name, 0, 80);
  }
  return null;
}

function formatKey(key: string | symbol): string {
  if (typeof key === 'symbol') return `[${symbolText(key)}]`;
  return isIdentifier(key) ? key : stringifyJson(sliceText(key, 0, 200));
}

/** A letter, `_` or `$`, then those and digits. Not a pattern: it would be compiled anew in every isolate. */
function isIdentifier(key: string): boolean {
  for (let index = 0; index < key.length; index += 1) {
    const sign = key[index] as string;
    const isWord =
      (sign >= 'a' && sign <= 'z') || (sign >= 'A' && sign <= 'Z') || sign === '_' || sign === '$';
    if (!isWord && (index === 0 || sign < '0' || sign > '9')) return false;
  }
  return key !== '';
}

function formatProperty(descriptor: PropertyDescriptor, depth: number, budget: Budget): string {
  if (descriptor.get !== undefined) return descriptor.set === undefined ? '[Getter]' : '[Getter/Setter]';
  if (descriptor.set !== undefined) return '[Setter]';
  return formatValue(descriptor.value, depth, budget);
}

function isError(value: object): boolean {
  let holder: object | null = value;
  for (let hops = 0; hops < 16 && holder !== null; hops += 1) {
    if (holder === NativeError.prototype) return true;
    holder = getPrototype(holder) as object | null;
  }
  return false;
}

/** The stack of an error as V8 wrote it, without frames that are not of the answer. */
function formatError(error: object): string {
  const stack = ownValue(error, 'stack');
  const message = ownValue(error, 'message');
  const name = className(error) ?? 'Error';
  if (typeof stack === 'string' && stack !== '') return sliceText(stack, 0, 2_000);
  return typeof message === 'string' ? `${name}: ${sliceText(message, 0, 1_000)}` : name;
}

/** What stands between the brackets is joined as it comes: a list of items would have to be built past its prototype. */
interface Parts {
  open: string;
  close: string;
  text: string;
  count: number;
}

const newParts = (open: string, close: string): Parts => ({ open, close, text: '', count: 0 });

function add(parts: Parts, text: string): void {
  parts.text += parts.count === 0 ? text : `, ${text}`;
  parts.count += 1;
}

function take(parts: Parts, text: string, budget: Budget): void {
  if (budget.characters <= 0 || parts.count >= formatItemsMax) return;
  budget.characters -= text.length + 2;
  add(parts, text);
}

function formatItems(value: object, parts: Parts, length: number, depth: number, budget: Budget): void {
  let index = 0;
  for (; index < length; index += 1) {
    if (budget.characters <= 0 || index >= formatItemsMax || budget.nodes <= 0) break;
    const descriptor = getDescriptor(value, index);
    take(parts, descriptor === undefined ? '<empty>' : formatProperty(descriptor, depth + 1, budget), budget);
  }
  if (index < length) add(parts, `… ${length - index} more`);
}

function formatKeys(value: object, parts: Parts, depth: number, budget: Budget): void {
  const keys = ownKeys(value);
  let shown = 0;
  for (let index = 0; index < keys.length; index += 1) {
    const key = keys[index] as string | symbol;
    const descriptor = getDescriptor(value, key);
    if (descriptor === undefined || descriptor.enumerable !== true) continue;
    if (shown >= formatItemsMax || budget.characters <= 0 || budget.nodes <= 0) {
      add(parts, `… ${keys.length - index} more`);
      return;
    }
    shown += 1;
    add(parts, `${formatKey(key)}: ${formatProperty(descriptor, depth + 1, budget)}`);
    budget.characters -= 4;
  }
}

function partsOf(value: object, depth: number, budget: Budget): Parts | string {
  if (isArray(value)) {
    const length = ownValue(value, 'length');
    const parts = newParts('[', ']');
    formatItems(value, parts, typeof length === 'number' ? length : 0, depth, budget);
    return parts;
  }
  // The most frequent kind is asked nothing more: its own kind is all that it can be.
  if (getPrototype(value) === plainPrototype) return partsOfKeys(value, '', depth, budget);
  if (isError(value)) return formatError(value);
  const name = className(value);
  const special = describeBuiltIn(value, name, depth, budget);
  if (special !== null) return special;
  if (name === null || name === 'Object') return partsOfKeys(value, '', depth, budget);
  const prefix = name === '[null prototype]' ? '[Object: null prototype]' : name;
  return partsOfKeys(value, `${prefix} `, depth, budget);
}

function partsOfKeys(value: object, prefix: string, depth: number, budget: Budget): Parts {
  const parts = newParts(`${prefix}{`, '}');
  formatKeys(value, parts, depth, budget);
  return parts;
}

/** Built-in kinds are told by their internal slots, which a program cannot forge: the captured method throws without. */
function describeBuiltIn(
  value: object,
  name: string | null,
  depth: number,
  budget: Budget,
): Parts | string | null {
  if (isView(value)) {
    const kind = typedArrayName(value);
    if (kind === undefined) return `${name ?? 'DataView'} {}`;
    const length = sizeOfTypedArray(value);
    const parts = newParts(`${kind}(${length}) [`, ']');
    formatItems(value, parts, length, depth, budget);
    return parts;
  }
  const attempts: Array<() => Parts | string> = [
    () => describeMap(value, depth, budget),
    () => describeSet(value, depth, budget),
    () => dateText(value),
    () => regexpOnly(value),
    () => `ArrayBuffer { byteLength: ${sizeOfBuffer(value)} }`,
  ];
  for (let index = 0; index < attempts.length; index += 1) {
    try {
      return (attempts[index] as () => Parts | string)();
    } catch {
      // Not of this kind.
    }
  }
  return null;
}

const regexpSource = getDescriptor(RegExp.prototype, 'global')?.get as () => unknown;
function regexpOnly(value: object): string {
  // `RegExp.prototype.toString` is generic and would run getters of any object; the flag's getter is not.
  if (apply(regexpSource, value, []) === undefined) throw new NativeError();
  return regexpText(value);
}

function describeMap(value: object, depth: number, budget: Budget): Parts {
  const size = sizeOfMap(value);
  const parts = newParts(`Map(${size}) {`, '}');
  eachOfMap(value, (item, key) => {
    if (budget.characters <= 0 || parts.count >= formatItemsMax) return;
    take(parts, `${formatValue(key, depth + 1, budget)} => ${formatValue(item, depth + 1, budget)}`, budget);
  });
  if (parts.count < size) add(parts, `… ${size - parts.count} more`);
  return parts;
}

function describeSet(value: object, depth: number, budget: Budget): Parts {
  const size = sizeOfSet(value);
  const parts = newParts(`Set(${size}) {`, '}');
  eachOfSet(value, (item) => {
    if (budget.characters <= 0 || parts.count >= formatItemsMax) return;
    take(parts, formatValue(item, depth + 1, budget), budget);
  });
  if (parts.count < size) add(parts, `… ${size - parts.count} more`);
  return parts;
}

function join(parts: Parts): string {
  if (parts.count === 0) return parts.open + parts.close;
  const space = parts.close === ']' ? '' : ' ';
  return parts.open + space + parts.text + space + parts.close;
}

function formatObject(value: object, depth: number, budget: Budget): string {
  const outside = budget.around;
  for (let around = outside; around !== null; around = around.outside) {
    if (around.value === value) return '[Circular]';
  }
  if (depth > formatDepthMax) return isArray(value) ? '[Array]' : `[${className(value) ?? 'Object'}]`;
  budget.around = { value, outside };
  const described = partsOf(value, depth, budget);
  budget.around = outside;
  return typeof described === 'string' ? described : join(described);
}

export function formatValue(value: unknown, depth: number, budget: Budget): string {
  budget.nodes -= 1;
  if (budget.nodes <= 0 || budget.characters <= 0) return '…';
  switch (typeof value) {
    case 'string': {
      const cut = value.length > formatStringCharactersMax;
      const text = cut ? sliceText(value, 0, formatStringCharactersMax) : value;
      budget.characters -= text.length;
      return depth === 0 ? text + (cut ? '…' : '') : quote(text) + (cut ? '…' : '');
    }
    case 'number':
      return value === 0 && 1 / value < 0 ? '-0' : `${value}`;
    case 'bigint':
      return formatBigint(value);
    case 'symbol':
      return symbolText(value);
    case 'function': {
      const name = ownValue(value, 'name');
      return typeof name === 'string' && name !== ''
        ? `[Function: ${sliceText(name, 0, 80)}]`
        : '[Function (anonymous)]';
    }
    case 'object':
      return value === null ? 'null' : formatObject(value, depth, budget);
    default:
      return `${value as undefined | boolean}`;
  }
}

const bigintLimit = 10n ** 400n;
export function formatBigint(value: bigint): string {
  // Decimal digits of a huge integer take longer than any limit; its size is what matters then.
  return value < bigintLimit && value > -bigintLimit
    ? `${bigintText(value)}n`
    : '[BigInt of more than 400 digits]';
}

function quote(text: string): string {
  const json = stringifyJson(text);
  if (text.length > 200) return json;
  const inner = sliceText(json, 1, -1);
  for (let index = 0; index < text.length; index += 1) {
    if (text[index] === "'" || text[index] === '"' || text[index] === '\\') return json;
  }
  return `'${inner}'`;
}

export const newBudget = (): Budget => ({
  nodes: formatNodesMax,
  characters: formatCharactersMax,
  around: null,
});
