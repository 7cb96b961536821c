/** `structuredClone` for the kinds that exist here, cycles included. Throws for what cannot be copied. */
export function structuredClone(value: unknown): unknown {
  return copy(value, new Map());
}

function refuse(what: string): never {
  const error = new Error(`${what} could not be cloned`);
  error.name = 'DataCloneError';
  throw error;
}

function copy(value: unknown, seen: Map<object, unknown>): unknown {
  if (typeof value === 'function') refuse('A function');
  if (typeof value === 'symbol') refuse('A symbol');
  if (typeof value !== 'object' || value === null) return value;
  const known = seen.get(value);
  if (known !== undefined) return known;
  const remember = <T>(made: T): T => {
    seen.set(value, made);
    return made;
  };
  if (Array.isArray(value)) {
    const list: unknown[] = remember(new Array(value.length));
    copyKeys(value, list, seen);
    return list;
  }
  if (value instanceof Date) return remember(new Date(value.getTime()));
  if (value instanceof RegExp) return remember(new RegExp(value.source, value.flags));
  if (value instanceof Map) {
    const map: Map<unknown, unknown> = remember(new Map());
    for (const [key, item] of value) map.set(copy(key, seen), copy(item, seen));
    return map;
  }
  if (value instanceof Set) {
    const set: Set<unknown> = remember(new Set());
    for (const item of value) set.add(copy(item, seen));
    return set;
  }
  if (value instanceof ArrayBuffer) return remember(value.slice(0));
  if (ArrayBuffer.isView(value)) {
    const buffer = copy(value.buffer, seen) as ArrayBuffer;
    if (value instanceof DataView) return remember(new DataView(buffer, value.byteOffset, value.byteLength));
    const Kind = value.constructor as new (buffer: ArrayBuffer, offset: number, length: number) => unknown;
    return remember(new Kind(buffer, value.byteOffset, (value as Uint8Array).length));
  }
  if (value instanceof Boolean || value instanceof Number || value instanceof String)
    return remember(Object(value.valueOf()));
  if (value instanceof Error) return remember(copyError(value, seen));
  if (value instanceof Promise || value instanceof WeakMap || value instanceof WeakSet)
    refuse('An object of this kind');
  const made: object = remember({});
  copyKeys(value, made, seen);
  return made;
}

function copyKeys(from: object, to: object, seen: Map<object, unknown>): void {
  for (const key of Object.keys(from)) {
    Object.defineProperty(to, key, {
      value: copy((from as Record<string, unknown>)[key], seen),
      writable: true,
      enumerable: true,
      configurable: true,
    });
  }
}

function copyError(error: Error, seen: Map<object, unknown>): Error {
  const kinds: Record<string, new (message: string) => Error> = {
    EvalError,
    RangeError,
    ReferenceError,
    SyntaxError,
    TypeError,
    URIError,
  };
  const Kind = Object.hasOwn(kinds, error.name)
    ? (kinds[error.name] as new (
        message: string,
      ) => Error)
    : Error;
  const made = new Kind(error.message);
  Object.defineProperty(made, 'stack', { value: error.stack, writable: true, configurable: true });
  if ('cause' in error)
    Object.defineProperty(made, 'cause', {
      value: copy(error.cause, seen),
      writable: true,
      configurable: true,
    });
  return made;
}
