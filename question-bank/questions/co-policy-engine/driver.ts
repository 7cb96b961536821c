import { PolicyEngine } from './solution.ts';

let engine: PolicyEngine | null = null;

export function use(policy: Policy): void {
  engine = new PolicyEngine(policy);
}

/** Several decisions on the policy in use. */
export function decide(questions: Array<{ subject: Subject; verb: string; resource: Resource }>): unknown[] {
  return questions.map(({ subject, verb, resource }) => {
    const decision = engine.decide(subject, verb, resource);
    return { allow: decision?.allow ?? null, because: decision?.because ?? null };
  });
}
