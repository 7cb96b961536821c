import { fromGo } from './from-go.ts';
import { fromJava } from './from-java.ts';
import { fromNode } from './from-node.ts';
import { fromPython } from './from-python.ts';
import { fromRust } from './from-rust.ts';
import { topics } from './topics.ts';

/** All code that the TypeScript reference shows: copying it into an answer is no paste from elsewhere. */
export const referenceTexts: readonly string[] = [
  ...topics.map((topic) => topic.code),
  ...[fromGo, fromJava, fromNode, fromPython, fromRust].flatMap((sheet) => Object.values(sheet)),
];
