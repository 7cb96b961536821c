import { z } from 'zod';
import { storableText } from '../../../../../domain/storable-text.ts';

const text = z.string().overwrite(storableText);
const cell = { itemNumber: z.int().min(1).max(500), dimension: z.string().max(3) };
const written = { id: z.uuid(), secondsAgo: z.number().min(0), writtenSecondsAgo: z.number().min(0) };
const place = z.base64().max(400);

/** A CardChange (server/live/card/change-card.ts). */
export const cardChangeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('pin-moment'), ...cell, ...written, heard: text }),
  z.strictObject({
    kind: z.literal('pin-selection'),
    ...cell,
    ...written,
    documentId: z.uuid(),
    path: z.string().max(120),
    start: place,
    end: place,
    quote: text,
  }),
  z.strictObject({
    kind: z.literal('rate'),
    ...cell,
    levelId: z.string().max(20),
    note: text,
    afterSeq: z.int().min(0),
    changeReason: text.max(2_000).optional(),
  }),
  z.strictObject({ kind: z.literal('unpin'), evidenceId: z.uuid() }),
  z.strictObject({ kind: z.literal('notes'), text }),
]);

/** Private notes are the longest change. */
export const cardBodyBytesMax = 128 * 1024;
