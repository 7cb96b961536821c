import * as Y from 'yjs';
import type { Executor } from '../../db/executor.ts';
import type { AppendFacts } from '../../db/queries/documents.ts';
import { insertLateUpdate, listKeptBeside } from '../../db/queries/late-updates.ts';
import type { Principal } from '../../domain/access.ts';
import { admitUpdate, type DecodedUpdate, type DocumentShape } from '../../domain/edit-log/admit-update.ts';
import { answerDocument } from '../../domain/edit-log/answer-layout.ts';
import { applyAndCount, applyAndTell } from '../../domain/edit-log/count-characters.ts';
import { Failure } from '../failure.ts';
import { resync } from './admit-edit.ts';
import { authorIdOf, refuseForeign } from './authorize-document.ts';
import { lateBytesMax } from './limits.ts';
import type { WarmDocument } from './warm-documents.ts';

/**
 * Keeps an update that came too late beside the log, once per batch. It is checked as one in time would be, against
 * the document with everything that is already kept aside, so that a later decision to merge always can.
 */
export async function keepAside(
  tx: Executor,
  input: {
    documentId: string;
    batchId: string;
    principal: Principal;
    update: DecodedUpdate;
    warm: WarmDocument;
    facts: AppendFacts;
    shape: DocumentShape;
  },
): Promise<{ outcome: 'late'; characters: number; undecidedCharacters: number }> {
  const { documentId, batchId, update, facts } = input;
  const authorId = authorIdOf(input.principal);
  if (facts.lateBytes + update.bytes.byteLength > lateBytesMax) {
    throw new Failure('too-large', 'More edits arrived after the deadline than can be kept.');
  }
  const doc = answerDocument();
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(input.warm.doc));
  const beside = await listKeptBeside(tx, documentId);
  for (const kept of beside) if (kept.decision === null) Y.applyUpdate(doc, kept.bytes);
  const admission = admitUpdate(doc, update, input.shape);
  if (admission.kind === 'lacks-structs') {
    throw resync();
  }
  if (admission.kind === 'refused') {
    throw new Failure('bad-input', 'This edit does not belong to an answer.', {
      message: `late update refused: ${admission.why}`,
    });
  }
  refuseForeign(admission.insertingClients, facts.bound, input.principal);
  // A page that compares itself with the answer sends again what was kept before: it is not put before staff twice.
  const everything = answerDocument();
  Y.applyUpdate(everything, Y.encodeStateAsUpdate(doc));
  for (const kept of beside) Y.applyUpdate(everything, kept.bytes);
  if (!applyAndTell(everything, update.bytes)) {
    return { outcome: 'late', characters: 0, undecidedCharacters: facts.lateCharacters };
  }
  const characters = applyAndCount(doc, update.bytes);
  await insertLateUpdate(tx, { documentId, batchId, authorId, characters, bytes: update.bytes });
  return { outcome: 'late', characters, undecidedCharacters: facts.lateCharacters + characters };
}
