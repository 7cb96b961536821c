import { createHash } from 'node:crypto';
import { stripTypeScriptTypes } from 'node:module';
import type { Check } from '../../check-api.ts';
import { checksMax } from '../../limits.ts';

/** The question's own check is at fault. Reported as a failure of ours, never as the answer's. */
export class CheckBroken extends Error {}

let loads = 0;

/** Loads `check.ts`, given as text, in the worker's own realm. Every load is a fresh module. */
export async function loadChecks(text: string): Promise<Check[]> {
  let exported: unknown;
  try {
    loads += 1;
    const name = createHash('sha256').update(text).digest('hex').slice(0, 12);
    const source = `${stripTypeScriptTypes(text)}\n//# sourceURL=check-${name}-${loads}.ts`;
    const loaded: { default?: unknown } = await import(
      `data:text/javascript;base64,${Buffer.from(source).toString('base64')}`
    );
    exported = loaded.default;
  } catch (error) {
    throw new CheckBroken(
      `check.ts does not load: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  if (!Array.isArray(exported) || exported.length === 0 || exported.length > checksMax) {
    throw new CheckBroken(`check.ts must default-export a list of 1 to ${checksMax} checks`);
  }
  const names = new Set<string>();
  for (const check of exported as Array<Partial<Check>>) {
    if (
      typeof check?.name !== 'string' ||
      typeof check.title !== 'string' ||
      typeof check.run !== 'function'
    ) {
      throw new CheckBroken('check.ts: each check needs name, title and run');
    }
    if (names.has(check.name)) throw new CheckBroken(`check.ts: two checks are named ${check.name}`);
    names.add(check.name);
  }
  return exported as Check[];
}
