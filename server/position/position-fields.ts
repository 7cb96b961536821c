import { z } from 'zod';
import { applicationQuestionKeys } from '../../domain/application.ts';
import { dimensionCodes } from '../../domain/dimension.ts';
import {
  descriptionCharactersMax,
  openingsMax,
  retentionDaysMax,
  retentionDaysMin,
  titleCharactersMax,
} from '../limits.ts';

/** A number as people type it: a comma is a decimal point too. Empty is `null`. */
const typedNumber = z
  .string()
  .trim()
  .transform((text, context) => {
    if (text === '') return null;
    const value = /^[+-]?\d+([.,]\d+)?$/.test(text) ? Number(text.replace(',', '.')) : Number.NaN;
    if (!Number.isFinite(value)) {
      context.addIssue({ code: 'custom', message: 'Type a number, for example 2.75.' });
      return z.NEVER;
    }
    return value;
  });

const bar = (value: number | null, context: z.RefinementCtx): void => {
  if (value !== null && (value < 1 || value > 4)) {
    context.addIssue({ code: 'custom', message: 'A bar lies between 1 and 4.' });
  }
};

const wholeNumber = (from: number, to: number, what: string) =>
  typedNumber.transform((value, context) => {
    if (value === null || !Number.isInteger(value) || value < from || value > to) {
      context.addIssue({ code: 'custom', message: `${what}: a whole number from ${from} to ${to}.` });
      return z.NEVER;
    }
    return value;
  });

const text = (max: number) => z.string().trim().max(max, `At most ${max} characters.`);
const switched = z.boolean().default(false);

/** What a manager states about a position, as the form sends it. Both the new form and the settings parse with it. */
export const positionFieldsSchema = z.strictObject({
  title: text(titleCharactersMax).min(1, 'Name the position.'),
  team: text(titleCharactersMax).default(''),
  description: text(descriptionCharactersMax).default(''),
  openings: wholeNumber(1, openingsMax, 'Openings'),
  namesHidden: switched,
  autoResultsSealed: switched,
  feedbackToCandidate: switched,
  applicationQuestions: z
    .strictObject(Object.fromEntries(applicationQuestionKeys.map((key) => [key, switched])))
    .default({})
    .transform((chosen) => ({
      currentPay: chosen.currentPay === true,
      expectedPay: chosen.expectedPay === true,
      noticePeriod: chosen.noticePeriod === true,
      yearsByLanguage: chosen.yearsByLanguage === true,
      location: chosen.location === true,
    })),
  overallBar: typedNumber.superRefine(bar).transform((value, context) => {
    if (value === null) {
      context.addIssue({ code: 'custom', message: 'Set the bar for the whole, between 1 and 4.' });
      return z.NEVER;
    }
    return value;
  }),
  /** An empty dimension has no bar of its own. */
  bars: z
    .partialRecord(z.enum(dimensionCodes), typedNumber.superRefine(bar))
    .default({})
    .transform((bars) =>
      Object.fromEntries(
        dimensionCodes.flatMap((code) => {
          const value = bars[code];
          return value === null || value === undefined ? [] : [[code, value] as const];
        }),
      ),
    ),
  contact: text(300).min(1, 'Candidates need somebody to write to: a name and an e-mail address.'),
  retentionDays: wholeNumber(retentionDaysMin, retentionDaysMax, 'Days'),
});

export type PositionFields = z.infer<typeof positionFieldsSchema>;
