'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { grantTime } from '../../../../server/attempt/grant-time.ts';
import { measureOutages } from '../../../../server/attempt/measure-outages.ts';
import { Failure } from '../../../../server/failure.ts';
import { runAction } from '../../../../server/form-action.ts';
import { runForm } from '../../../../server/form-fields.ts';
import { extendStart } from '../../../../server/invitation/extend-start.ts';
import {
  localMomentSchema,
  runtimeSchema,
  startByOf,
  timeFactorSchema,
  timeZoneSchema,
} from '../../../../server/invitation/invite-fields.ts';
import { reissueLink, sendReminder } from '../../../../server/invitation/reissue-link.ts';
import { revokeLink } from '../../../../server/invitation/revoke-link.ts';
import { setAccommodation } from '../../../../server/invitation/set-accommodation.ts';
import { grantMinutesMax, reasonCharactersMax } from '../../../../server/limits.ts';
import { assignRater, withdrawRater } from '../../../../server/scoring/assign-rater.ts';
import { requireStaff } from '../../../../server/session.ts';
import { decideLateEdits } from '../../../../server/staff-attempt/decide-late-edits.ts';
import { revokeSession } from '../../../../server/staff-attempt/revoke-session.ts';
import { restoreQuestion, voidQuestion } from '../../../../server/staff-attempt/void-question.ts';

const attemptId = z.uuid();
const reason = z
  .string()
  .trim()
  .min(1, 'Write why. It is kept with it.')
  .max(reasonCharactersMax, `At most ${reasonCharactersMax} characters.`);
const refresh = (id: string) => revalidatePath(`/attempts/${id}`);

export async function newLinkAction(input: {
  attemptId: string;
  timeZone: string;
  purpose: 'new-link' | 'reminder';
  sendMail: boolean;
}) {
  return runAction(async () => {
    const { purpose, ...parsed } = z
      .strictObject({
        attemptId,
        timeZone: timeZoneSchema,
        purpose: z.enum(['new-link', 'reminder']),
        sendMail: z.boolean(),
      })
      .parse(input);
    const staff = await requireStaff();
    const issued =
      purpose === 'reminder' ? await sendReminder(staff, parsed) : await reissueLink(staff, parsed);
    refresh(parsed.attemptId);
    return issued;
  });
}

export async function revokeLinkAction(input: { attemptId: string; linkId: string }) {
  return runAction(async () => {
    const parsed = z.strictObject({ attemptId, linkId: z.uuid() }).parse(input);
    await revokeLink(await requireStaff(), parsed);
    refresh(parsed.attemptId);
    return null;
  });
}

export async function revokeSessionAction(input: { attemptId: string; sessionId: string }) {
  return runAction(async () => {
    const parsed = z.strictObject({ attemptId, sessionId: z.uuid() }).parse(input);
    await revokeSession(await requireStaff(), parsed);
    refresh(parsed.attemptId);
    return null;
  });
}

const extendSchema = z
  .strictObject({ attemptId, startBy: localMomentSchema, timeZone: timeZoneSchema })
  .transform((fields, context) => ({ ...fields, startBy: startByOf(fields, context) }));

export async function extendStartAction(data: FormData) {
  return runForm(data, extendSchema, async (input) => {
    const result = await extendStart(await requireStaff(), input);
    refresh(input.attemptId);
    return result;
  });
}

const accommodationSchema = z.strictObject({
  attemptId,
  timeFactor: timeFactorSchema,
  runtime: runtimeSchema,
});

export async function setAccommodationAction(data: FormData) {
  return runForm(data, accommodationSchema, async (input) => {
    await setAccommodation(await requireStaff(), input);
    refresh(input.attemptId);
    return null;
  });
}

/** Exactly the measured outage, found again on the server by its key: the browser names it and no number. */
export async function grantOutageAction(input: { attemptId: string; key: string }) {
  return runAction(async () => {
    const parsed = z.strictObject({ attemptId, key: z.string().min(1).max(200) }).parse(input);
    const staff = await requireStaff();
    const { outages } = await measureOutages(staff, parsed.attemptId);
    const outage = outages.find((one) => one.key === parsed.key);
    if (!outage) throw new Failure('not-found', 'This outage is not measured any more. Load the page again.');
    const granted = await grantTime(staff, {
      attemptId: parsed.attemptId,
      sectionNumber: outage.sectionNumber,
      grantedMs: Math.ceil(outage.lostMs),
      basis: 'outage',
      reason: outage.kind === 'server' ? 'Measured outage of the server' : 'Measured wait for a run',
      outageKey: outage.key,
    });
    refresh(parsed.attemptId);
    return granted;
  });
}

const grantSchema = z.strictObject({
  attemptId,
  sectionNumber: z
    .string()
    .regex(/^\d{0,2}$/u, 'Choose a section.')
    .transform((text) => (text === '' ? null : Number(text))),
  minutes: z
    .string()
    .trim()
    .transform((text, context) => {
      const minutes = /^\d{1,3}$/u.test(text) ? Number(text) : 0;
      if (minutes < 1 || minutes > grantMinutesMax) {
        context.addIssue({ code: 'custom', message: `Whole minutes, from 1 to ${grantMinutesMax}.` });
        return z.NEVER;
      }
      return minutes;
    }),
  basis: z.enum(['browser-gap', 'accommodation', 'other']),
  reason,
});

export async function grantTimeAction(data: FormData) {
  return runForm(data, grantSchema, async ({ minutes, ...input }) => {
    const granted = await grantTime(await requireStaff(), {
      ...input,
      grantedMs: minutes * 60_000,
      outageKey: null,
    });
    refresh(input.attemptId);
    return { ...granted, minutes };
  });
}

export async function decideLateEditsAction(input: { attemptId: string; decision: 'accept' | 'reject' }) {
  return runAction(async () => {
    const parsed = z.strictObject({ attemptId, decision: z.enum(['accept', 'reject']) }).parse(input);
    const decided = await decideLateEdits(await requireStaff(), parsed);
    refresh(parsed.attemptId);
    return decided;
  });
}

const voidSchema = z.strictObject({ attemptId, itemNumber: z.coerce.number().int().min(1).max(200), reason });

export async function voidQuestionAction(data: FormData) {
  return runForm(data, voidSchema, async (input) => {
    await voidQuestion(await requireStaff(), input);
    refresh(input.attemptId);
    return null;
  });
}

export async function restoreQuestionAction(input: { attemptId: string; itemNumber: number }) {
  return runAction(async () => {
    const parsed = z.strictObject({ attemptId, itemNumber: z.number().int().min(1) }).parse(input);
    await restoreQuestion(await requireStaff(), parsed);
    refresh(parsed.attemptId);
    return null;
  });
}

const raterSchema = z.strictObject({ attemptId, raterId: z.string().min(1, 'Choose a person.').max(64) });

export async function assignRaterAction(data: FormData) {
  return runForm(data, raterSchema, async (input) => {
    await assignRater(await requireStaff(), input);
    refresh(input.attemptId);
    return null;
  });
}

export async function withdrawRaterAction(input: { attemptId: string; raterId: string }) {
  return runAction(async () => {
    const parsed = raterSchema.parse(input);
    await withdrawRater(await requireStaff(), parsed);
    refresh(parsed.attemptId);
    return null;
  });
}
