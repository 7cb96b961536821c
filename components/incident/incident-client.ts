import type { InvestigationStep } from '../../domain/incident/incident.ts';
import { type InvestigationView, investigationViewSchema } from '../../domain/incident/wire.ts';
import type { IncidentTarget } from './incident-types.ts';

export type StepAnswer =
  | { kind: 'taken'; view: InvestigationView }
  | { kind: 'refused'; message: string }
  /** Nobody knows whether it was taken. */
  | { kind: 'unanswered' };

/** A connection that is half dead must not hold the page for longer. */
const answerWithinMs = 12_000;

/** Takes a step. Never rejects; the same step sent twice is taken once. */
export async function sendStep(
  target: IncidentTarget,
  before: readonly InvestigationStep[],
  step: InvestigationStep,
): Promise<StepAnswer> {
  try {
    const response = await fetch('/api/attempt/incident', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ target: 'practice' in target ? { ...target, before } : target, step }),
      signal: AbortSignal.timeout(answerWithinMs),
    });
    const body: unknown = await response.json();
    const read = investigationViewSchema.safeParse(body);
    if (response.ok && read.success) return { kind: 'taken', view: read.data };
    const error = isRecord(body) && isRecord(body.error) ? body.error : {};
    return typeof error.message === 'string'
      ? { kind: 'refused', message: error.message }
      : { kind: 'unanswered' };
  } catch {
    return { kind: 'unanswered' };
  }
}

/** The investigation as the server has it; null when it can't be had, and in practice. */
export async function fetchInvestigation(target: IncidentTarget): Promise<InvestigationView | null> {
  if ('practice' in target) return null;
  try {
    const response = await fetch(`/api/attempt/incident?item=${target.itemNumber}`, {
      cache: 'no-store',
      signal: AbortSignal.timeout(answerWithinMs),
    });
    const read = investigationViewSchema.safeParse(response.ok ? await response.json() : null);
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
