import type { RequestKind } from '../../../db/queries/requests.ts';

/** A request as the candidate reads it: her words, and the answer when there is one. */
export interface OwnRequest {
  id: string;
  kind: RequestKind;
  itemNumber: number | null;
  text: string;
  askedAt: Date;
  answer: string | null;
  outcome: 'granted' | 'refused' | 'answered' | null;
}

export function ownRequests(
  rows: readonly {
    id: string;
    kind: RequestKind;
    itemNumber: number | null;
    text: string;
    createdAt: Date;
    answer: string | null;
    outcome: 'granted' | 'refused' | 'answered' | null;
  }[],
): OwnRequest[] {
  return rows.map(({ id, kind, itemNumber, text, createdAt, answer, outcome }) => ({
    id,
    kind,
    itemNumber,
    text,
    askedAt: createdAt,
    answer,
    outcome,
  }));
}
