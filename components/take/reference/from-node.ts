import type { TopicId } from './topics.ts';

/** What a Node.js programmer has to know: the differences in the sandbox, and what types add. */
export const fromNode: Record<TopicId, string> = {
  functions: `// Types are stripped, not compiled: no enum, no namespace,
// no parameter properties (constructor(private x)).`,
  numbers: '// As in JavaScript.',
  strings: '// As in JavaScript.',
  lists: `list[5]        // the checker says number | undefined
list[5]!       // "I know it is there"`,
  maps: '// As in JavaScript. Object keys are strings; prefer Map.',
  sets: '// As in JavaScript.',
  records: `// interface describes; nothing exists at run time.
type Patch = Partial<Order>;
type Id = Pick<Order, 'id'>;
type ByKind = Record<string, Order[]>;`,
  absence: '// strict: undefined has to be handled before use.',
  variants: `// const assertion instead of enum:
const levels = ['low', 'high'] as const;
type Level = (typeof levels)[number];`,
  errors: `catch (error) {  // unknown, not any
  const text = error instanceof Error ? error.message : String(error);
}`,
  async: `// No setTimeout, setImmediate, process.nextTick.
// queueMicrotask and promises exist.`,
  concurrency: `// No worker_threads, no cluster, no child_process.`,
  cancellation: '// AbortController as in Node; no AbortSignal.timeout.',
  classes: `class Counter {
  private value = 0;  // checked only
  #really = 0;        // private at run time
}`,
  generics: `function firstOf<T>(list: readonly T[]): T | undefined
satisfies           // checks without widening`,
  iteration: '// As in JavaScript.',
  sorting: '// As in JavaScript.',
  equality: '// No node:assert, no util.isDeepStrictEqual.',
  modules: `// ES modules only: no require, no node: imports, no packages.
import { parse } from './parse.ts';  // with the extension`,
  json: '// As in JavaScript. structuredClone exists.',
  bytes: `// No Buffer: Uint8Array, DataView, TextEncoder, atob and btoa.`,
  printing: `// console.log, info, warn, error, debug.
// No process, no fs, no fetch, no node:crypto.`,
};
