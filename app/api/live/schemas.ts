import { z } from 'zod';
import { focusMinutesMax, hintCharactersMax, reasonCharactersMax } from '../../../domain/live/limits.ts';
import { storableText } from '../../../domain/storable-text.ts';

const itemNumber = z.int().min(1).max(500);
const reason = z.string().overwrite(storableText).max(reasonCharactersMax);

/** A LiveCommand (domain/live/command.ts). */
export const commandSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('enter'), recording: z.enum(['accepted', 'declined']) }),
  z.strictObject({ kind: z.literal('admit') }),
  z.strictObject({ kind: z.literal('open-item'), itemNumber }),
  z.strictObject({ kind: z.literal('reveal-twist'), itemNumber, twistId: z.string().max(60) }),
  z.strictObject({ kind: z.literal('open-simulator'), itemNumber }),
  z.strictObject({
    kind: z.literal('tick-probe'),
    itemNumber,
    probe: z.int().min(0).max(100),
    ticked: z.boolean(),
  }),
  z.strictObject({
    kind: z.literal('record-hint'),
    itemNumber,
    text: z.string().overwrite(storableText).trim().min(1).max(hintCharactersMax),
  }),
  z.strictObject({
    kind: z.literal('bring-answer'),
    itemNumber,
    from: z.strictObject({ attemptId: z.uuid(), itemNumber }),
    run: z.int().min(1).max(1_000_000).nullable(),
  }),
  z.strictObject({ kind: z.literal('start-focus'), minutes: z.int().min(1).max(focusMinutesMax) }),
  z.strictObject({ kind: z.literal('end-focus') }),
  z.strictObject({ kind: z.literal('take-lead') }),
  z.strictObject({ kind: z.literal('record-no-show') }),
  z.strictObject({ kind: z.literal('ask-move'), startsAt: z.iso.datetime(), reason }),
  z.strictObject({ kind: z.literal('ask-cancel'), reason }),
  z.strictObject({ kind: z.literal('answer-ask'), accept: z.boolean() }),
  z.strictObject({ kind: z.literal('close') }),
  z.strictObject({ kind: z.literal('open-debrief'), reason }),
]);

/** A Presence (domain/live/room.ts), or null for a beat (an empty object). Relative positions are short; longer ones are no cursors. */
export const presenceSchema = z.union([
  z.strictObject({
    documentId: z.uuid(),
    path: z.string().max(120),
    anchor: z.base64().max(400).nullable(),
    head: z.base64().max(400).nullable(),
  }),
  z.strictObject({}).transform(() => null),
]);

/** A file of the shared code that is to be run. */
export const runSchema = z.strictObject({ path: z.string().min(1).max(120) });

/** Number of an earlier answer that was opened in a session, as it stands in an address. */
export const broughtNumberSchema = z
  .string()
  .regex(/^[1-9]\d?$/u)
  .transform(Number);

/** Number of a run of such a copy, as it stands in an address. */
export const copyRunSchema = z
  .string()
  .regex(/^[1-9]\d{0,5}$/u)
  .transform(Number);

export const attemptIdSchema = z.uuid();
/** Bytes of a command or a presence. */
export const bodyBytesMax = 8 * 1024;
