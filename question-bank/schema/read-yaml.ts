import { type Document, isMap, isNode, isPair, isScalar, LineCounter, type Node, parseDocument } from 'yaml';
import type { z } from 'zod';
import type { BankProblem, Checked } from './problem.ts';

/**
 * Reads a YAML file against a schema, and puts every complaint on the line it is about: zod names a path into the
 * value, the parsed document knows where that path stands in the text.
 */
export function readYaml<T>(file: string, text: string, schema: z.ZodType<T>): Checked<T> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const syntax = [...document.errors, ...document.warnings];
  if (syntax.length > 0) {
    return {
      ok: false,
      problems: syntax.map((error) => {
        const { line, col } = lines.linePos(error.pos[0]);
        return { file, line, column: col, message: `is not valid YAML: ${error.message}` };
      }),
    };
  }
  const parsed = schema.safeParse(document.toJS());
  if (parsed.success) return { ok: true, value: parsed.data };
  return {
    ok: false,
    problems: parsed.error.issues.flatMap((issue) => locate(file, document, lines, issue)),
  };
}

type Issue = z.core.$ZodIssue;

function locate(file: string, document: Document, lines: LineCounter, issue: Issue): BankProblem[] {
  return leavesOf(issue, []).map(({ path, message }) => ({
    file,
    ...positionOf(document, lines, path),
    message: `${label(path)}: ${message}`,
  }));
}

/** The single complaints behind an issue, each with its full path. */
function leavesOf(
  issue: Issue,
  above: readonly PropertyKey[],
): Array<{ path: PropertyKey[]; message: string }> {
  const path = [...above, ...issue.path];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: [...path, key], message: issue.message }));
  }
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    return likeliestBranch(issue.errors).flatMap((inner) => leavesOf(inner, path));
  }
  return [{ path, message: issue.message }];
}

/** Of a union, the branch that got furthest, with the fewest complaints, is the one that the author meant. */
function likeliestBranch(branches: readonly Issue[][]): Issue[] {
  const depth = (branch: readonly Issue[]) => Math.max(0, ...branch.map((issue) => issue.path.length));
  return branches.toSorted((a, b) => depth(b) - depth(a) || a.length - b.length)[0] ?? [];
}

function label(path: readonly PropertyKey[]): string {
  return path.length === 0 ? 'the file' : path.map(String).join('.');
}

/** The line of the key that a path ends in; of a missing key, that of the value it is missing from. */
function positionOf(
  document: Document,
  lines: LineCounter,
  path: readonly PropertyKey[],
): { line: number; column: number } {
  let node: Node | null = isNode(document.contents) ? document.contents : null;
  let start = node?.range?.[0] ?? 0;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === step);
      if (!pair || !isScalar(pair.key)) break;
      start = pair.key.range?.[0] ?? start;
      node = isNode(pair.value) ? pair.value : null;
    } else if (node !== null && 'items' in node) {
      const item: unknown = node.items[Number(step)];
      if (!isNode(item)) break;
      start = item.range?.[0] ?? start;
      node = item;
    } else {
      break;
    }
  }
  const { line, col } = lines.linePos(start);
  return { line, column: col };
}
