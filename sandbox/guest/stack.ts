import { apply, defineProperty, getDescriptor, getPrototype, NativeError, sliceText } from './primordials.ts';

interface Frame {
  getFileName(): string | null | undefined;
  toString(): string;
}

const errorToString = NativeError.prototype.toString;
const stackFramesMax = 20;
/** Files of ours carry this prefix; an answer's file cannot, because a path there has no colon. */
const ownFilePrefix = 'plumbline:';

function header(error: unknown): string {
  try {
    const text = apply(errorToString, error, []) as string;
    const name = makerName(error);
    // A class that sets no name of its own is more telling than the name it inherits.
    return name !== null && startsPlain(text) ? name + sliceText(text, plainName.length) : text;
  } catch {
    return 'Error';
  }
}

const plainName = 'Error';
const startsPlain = (text: string) =>
  text === plainName || sliceText(text, 0, plainName.length + 1) === `${plainName}:`;

function makerName(error: unknown): string | null {
  if (typeof error !== 'object' || error === null) return null;
  const maker: unknown = getDescriptor(getPrototype(error) ?? {}, 'constructor')?.value;
  const name: unknown = typeof maker === 'function' ? getDescriptor(maker, 'name')?.value : undefined;
  return typeof name === 'string' && name !== '' ? sliceText(name, 0, 100) : null;
}

/**
 * Stacks show the answer's files only, and the hook that writes them cannot be replaced. Gives back a function that
 * tells the first line of the stack written last: what leaves a module by being thrown reaches the host as a copy
 * that has lost the error's own name, and making that copy writes its stack.
 */
export function fixStackTraces(): () => string {
  let lastHeader = '';
  const prepareStackTrace = (error: unknown, frames: Frame[]): string => {
    let text = header(error);
    lastHeader = text;
    for (let index = 0; index < frames.length; index += 1) {
      const frame = frames[index] as Frame;
      const file = frame.getFileName();
      if (typeof file === 'string' && sliceText(file, 0, ownFilePrefix.length) === ownFilePrefix) continue;
      text += `\n    at ${frame.toString()}`;
    }
    return text;
  };
  defineProperty(NativeError, 'prepareStackTrace', {
    value: prepareStackTrace,
    writable: false,
    enumerable: false,
    configurable: false,
  });
  defineProperty(NativeError, 'stackTraceLimit', {
    value: stackFramesMax,
    writable: false,
    enumerable: false,
    configurable: false,
  });
  return () => sliceText(lastHeader, 0, 2_200);
}
