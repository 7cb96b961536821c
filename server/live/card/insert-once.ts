import type { Executor } from '../../../db/executor.ts';
import { insertEvidenceOnce } from '../../../db/queries/scorecards.ts';
import { Failure } from '../../failure.ts';
import { momentSecondsMax, quoteCharactersMax } from '../../limits.ts';

/** How a page names what it writes. Ages are counted when it is sent, which offline may be long after the writing. */
export interface Written {
  /** Made by the page: sent again after a lost answer, it is the same piece. */
  id: string;
  /** Seconds since the moment that it is about. */
  secondsAgo: number;
  /** Seconds since it was written. */
  writtenSecondsAgo: number;
}

export function checkAges({ secondsAgo, writtenSecondsAgo }: Written): void {
  if (secondsAgo < 0 || secondsAgo > momentSecondsMax)
    throw new Failure('bad-input', 'secondsAgo: a moment of this session.');
  if (writtenSecondsAgo < 0 || writtenSecondsAgo > secondsAgo)
    throw new Failure('bad-input', 'writtenSecondsAgo: not before the moment that it is about.');
}

/** Trimmed; throws when it is too long. */
export function requireQuote(text: string): string {
  const quote = text.trim();
  if (quote.length > quoteCharactersMax)
    throw new Failure('bad-input', `heard: at most ${quoteCharactersMax} characters.`);
  return quote;
}

/** Writes a piece of evidence, or finds it written. Throws `conflict` when the id is another card's. */
export async function insertOnce(
  tx: Executor,
  value: Parameters<typeof insertEvidenceOnce>[1],
): Promise<{ id: string; source: 'recorded' | 'heard' }> {
  const written = await insertEvidenceOnce(tx, value);
  if (!written) throw new Failure('conflict', 'id: this evidence is of another card.');
  return written;
}
