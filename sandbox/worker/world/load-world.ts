import { createHash } from 'node:crypto';
import { stripTypeScriptTypes } from 'node:module';
import { definitionProblems, type WorldDefinition } from '../../../simulation/world/definition.ts';
import { worldTools } from '../../../simulation/world/tools.ts';
import { CheckBroken } from '../checks/check-module.ts';

/** The same world comes with every run; a definition is only read, so it can be kept. */
const kept = new Map<string, WorldDefinition>();
const keptMax = 8;

/** Loads `world.ts`, given as text, in the worker's own realm. It imports types only. */
export async function loadWorld(text: string): Promise<WorldDefinition> {
  const name = createHash('sha256').update(text).digest('hex').slice(0, 16);
  const known = kept.get(name);
  if (known !== undefined) return known;
  let definition: WorldDefinition;
  try {
    const source = `${stripTypeScriptTypes(text)}\n//# sourceURL=world-${name}.ts`;
    const loaded: { default?: unknown } = await import(
      `data:text/javascript;base64,${Buffer.from(source).toString('base64')}`
    );
    if (typeof loaded.default !== 'function')
      throw new Error('it must default-export a function (w) => definition');
    definition = loaded.default(worldTools);
    const [problem] = definitionProblems(definition);
    if (problem !== undefined) throw new Error(problem);
  } catch (error) {
    throw new CheckBroken(
      `world.ts does not load: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  const [oldest] = kept.keys();
  if (kept.size >= keptMax && oldest !== undefined) kept.delete(oldest);
  kept.set(name, definition);
  return definition;
}
