import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';

/** In order of dependence: a file may use what stands before it. */
const kernelFiles = [
  'primordials',
  'stack',
  'format-value',
  'format',
  'console',
  'harden',
  'calls',
  'timers',
  'library/encoding',
  'library/clone',
  'library/events',
  'library/url',
  'kernel',
];
const worldFiles = [
  'primordials',
  'stack',
  'format-value',
  'format',
  'harden',
  'calls',
  'library/encoding',
  'library/clone',
  'world/outbox',
  'world/scripts',
  'world/parts',
  'world/surroundings',
  'world/world-kernel',
];

/**
 * The kernel as one function expression. The files are modules (so that they are checked and tested as such); inside
 * the isolate they are one closure, because a closure's names are out of a program's reach and a module's are not.
 */
export function loadGuestSource(): string {
  return joinFiles(kernelFiles, 'startKernel');
}

/** The same for a replica of a simulated world. */
export function loadWorldSource(): string {
  return joinFiles(worldFiles, 'startWorld');
}

function joinFiles(files: readonly string[], result: string): string {
  const parts = files.map((name) => {
    const path = new URL(`../guest/${name}.ts`, import.meta.url);
    return stripTypeScriptTypes(readFileSync(path, 'utf8'))
      .replace(/^import [^;]*;$/gmu, '')
      .replace(/^export /gmu, '');
  });
  return withoutFiller(`(() => { 'use strict';\n${parts.join('\n')}\nreturn ${result}; })()`);
}

/** Texts are kept as they are; the alternatives after them are what goes. */
const textOrFiller =
  /('(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`)|\/\*[\s\S]*?\*\/|\/\/.*|\s+/gu;

/**
 * The same program without comments, indentation and the blanks that types left: a third of the text, which every
 * isolate copies. Fit for these files only (no regular expression with a quote in it, no template inside a template),
 * which its test holds against TypeScript's parser.
 */
export function withoutFiller(source: string): string {
  return source.replace(textOrFiller, (match, text: string | undefined) => {
    if (text !== undefined) return text;
    return match.includes('\n') ? '\n' : ' ';
  });
}
