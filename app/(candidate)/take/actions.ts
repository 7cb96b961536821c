'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { languageNames } from '../../../domain/application.ts';
import { runtimes } from '../../../domain/form.ts';
import { enterSection } from '../../../server/attempt/enter-section.ts';
import { declineInvitation } from '../../../server/attempt/entry/decline-invitation.ts';
import { renewResumeCode } from '../../../server/attempt/entry/renew-resume-code.ts';
import { leaveSection } from '../../../server/attempt/leave-section.ts';
import { chooseLanguage } from '../../../server/attempt/preparation/choose-language.ts';
import { confirmRules } from '../../../server/attempt/preparation/confirm-rules.ts';
import { saveApplication } from '../../../server/attempt/preparation/save-application.ts';
import { saveDetails } from '../../../server/attempt/preparation/save-details.ts';
import { askStaff } from '../../../server/attempt/request/ask-staff.ts';
import { withdrawAttempt } from '../../../server/attempt/request/withdraw-attempt.ts';
import { startAttempt } from '../../../server/attempt/start-attempt.ts';
import { runAction } from '../../../server/form-action.ts';
import { runForm } from '../../../server/form-fields.ts';
import { requestTextCharactersMax } from '../../../server/limits.ts';
import { requireCandidate } from '../../../server/session.ts';

const shortText = z.string().trim().max(200);
const longText = z.string().trim().max(requestTextCharactersMax);

export async function saveDetailsAction(data: FormData) {
  const schema = z.strictObject({
    name: shortText.min(1, 'Type your name.'),
    phone: z
      .string()
      .trim()
      .max(40)
      .regex(/^[+0-9 ()./-]*$/u, 'Digits, spaces and a leading + only.'),
  });
  return runForm(data, schema, async (values) => {
    await saveDetails(await requireCandidate(), values);
    return null;
  });
}

const years = z
  .string()
  .trim()
  .transform((typed) => (typed === '' ? null : Number(typed.replace(',', '.'))))
  .refine((value) => value === null || (Number.isFinite(value) && value >= 0 && value <= 60), {
    message: 'A number of years from 0 to 60.',
  });

export async function saveApplicationAction(data: FormData) {
  const schema = z.strictObject({
    currentPay: shortText.optional(),
    expectedPay: shortText.optional(),
    noticePeriod: shortText.optional(),
    location: shortText.optional(),
    yearsByLanguage: z
      .strictObject(Object.fromEntries(languageNames.map((name) => [name, years])))
      .optional(),
  });
  return runForm(data, schema, async ({ yearsByLanguage, ...texts }) => {
    const answers = Object.fromEntries(
      Object.entries(texts).filter(([, text]) => text !== undefined && text !== ''),
    );
    const given = Object.entries(yearsByLanguage ?? {}).filter(
      (entry): entry is [string, number] => entry[1] !== null,
    );
    await saveApplication(await requireCandidate(), {
      answers: { ...answers, ...(given.length > 0 ? { yearsByLanguage: Object.fromEntries(given) } : {}) },
    });
    return null;
  });
}

export async function chooseLanguageAction(data: FormData) {
  const schema = z.strictObject({ runtime: z.enum(runtimes, 'Choose one.') });
  return runForm(data, schema, async (values) => {
    await chooseLanguage(await requireCandidate(), values);
    return null;
  });
}

export async function confirmRulesAction(data: FormData) {
  const schema = z.strictObject({ confirmed: z.literal(true, 'Tick the confirmation.') });
  return runForm(data, schema, async () => {
    await confirmRules(await requireCandidate());
    return null;
  });
}

export async function startAction() {
  const result = await runAction(async () => {
    await startAttempt(await requireCandidate());
  });
  if (result.ok) redirect('/take/q/1');
  return result;
}

export async function enterSectionAction(input: { sectionNumber: number }) {
  return runAction(async () => {
    const { sectionNumber } = z.strictObject({ sectionNumber: z.number().int().min(1).max(50) }).parse(input);
    await enterSection(await requireCandidate(), { sectionNumber });
    return null;
  });
}

export async function leaveSectionAction(input: { sectionNumber: number }) {
  return runAction(async () => {
    const { sectionNumber } = z.strictObject({ sectionNumber: z.number().int().min(1).max(50) }).parse(input);
    await leaveSection(await requireCandidate(), { sectionNumber });
    return null;
  });
}

export async function askAction(data: FormData) {
  const schema = z.strictObject({
    kind: z.enum(['more-days', 'accommodation', 'time', 'late-edits', 'human-review']),
    text: longText.min(1, 'Write what you ask for.'),
  });
  return runForm(data, schema, async (values) => {
    await askStaff(await requireCandidate(), { ...values, itemNumber: null, state: {} });
    return null;
  });
}

/** "Report a problem" on a question: what the page shows is added by the page, time and state by the server. */
export async function reportProblemAction(data: FormData) {
  const schema = z.strictObject({
    itemNumber: z.coerce.number().int().min(1).max(500),
    text: longText.min(1, 'Write what is wrong.'),
    page: z.string().max(500),
  });
  return runForm(data, schema, async ({ itemNumber, text, page }) => {
    await askStaff(await requireCandidate(), { kind: 'problem', itemNumber, text, state: { page } });
    return null;
  });
}

export async function declineAction(data: FormData) {
  const schema = z.strictObject({ reason: longText });
  return runForm(data, schema, async ({ reason }) => {
    await declineInvitation(await requireCandidate(), { reason });
    return null;
  });
}

export async function withdrawAction(data: FormData) {
  const schema = z.strictObject({ text: longText });
  return runForm(data, schema, async (values) => {
    await withdrawAttempt(await requireCandidate(), values);
    return null;
  });
}

export async function renewResumeCodeAction() {
  return runAction(async () => renewResumeCode(await requireCandidate()));
}
