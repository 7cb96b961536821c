import type { ChecksRun, ModuleRun, RunOutcome, Verdict } from './contract.ts';

export function moduleRun(files: Record<string, string>, more: Partial<ModuleRun> = {}): ModuleRun {
  return {
    kind: 'module',
    requestId: 'request-1',
    fairnessKey: 'key',
    realCandidate: false,
    entry: Object.keys(files)[0] ?? '',
    files: Object.entries(files).map(([path, text]) => ({ path, text })),
    ...more,
  };
}

export function checksRun(solution: string, checks: string, more: Partial<ChecksRun> = {}): ChecksRun {
  return {
    kind: 'checks',
    requestId: 'request-2',
    fairnessKey: 'key',
    realCandidate: false,
    driver: null,
    checks: `import type { Check } from './check-api.ts';\nconst checks: Check[] = ${checks};\nexport default checks;\n`,
    select: 'all',
    files: [{ path: 'solution.ts', text: solution }],
    ...more,
  };
}

export function verdictOf(outcome: RunOutcome): Verdict {
  if (outcome.kind === 'failure') throw new Error(`${outcome.failure.code}: ${outcome.failure.message}`);
  return outcome.verdict;
}
