import type { InvestigationStep } from '../../domain/incident/incident.ts';
import { type InvestigationView, investigationViewSchema } from '../../domain/incident/wire.ts';
import type { IncidentTarget } from './incident-types.ts';

export type Asked = { ok: true; value: InvestigationView } | { ok: false; message: string };

const notReached =
  'Cards and actions need the network, and the server was not reached. Nothing was spent; what you wrote is kept. Try again when the connection is back.';

/** Takes a step. Never rejects; the same step sent twice is taken once. */
export async function sendStep(
  target: IncidentTarget,
  before: readonly InvestigationStep[],
  step: InvestigationStep,
): Promise<Asked> {
  try {
    const response = await fetch('/api/attempt/incident', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ target: 'practice' in target ? { ...target, before } : target, step }),
    });
    return await readAnswer(response);
  } catch {
    return { ok: false, message: notReached };
  }
}

/** The investigation as the server has it; null when it can't be had, and in practice. */
export async function fetchInvestigation(target: IncidentTarget): Promise<InvestigationView | null> {
  if ('practice' in target) return null;
  try {
    const response = await fetch(`/api/attempt/incident?item=${target.itemNumber}`, { cache: 'no-store' });
    const answer = response.ok ? await readAnswer(response) : null;
    return answer?.ok ? answer.value : null;
  } catch {
    return null;
  }
}

async function readAnswer(response: Response): Promise<Asked> {
  const body: unknown = await response.json().catch(() => null);
  const read = investigationViewSchema.safeParse(body);
  if (response.ok && read.success) return { ok: true, value: read.data };
  const error = isRecord(body) && isRecord(body.error) ? body.error : {};
  return {
    ok: false,
    message: typeof error.message === 'string' ? error.message : 'The answer could not be read. Try again.',
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
