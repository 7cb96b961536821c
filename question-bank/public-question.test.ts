import { beforeAll, describe, expect, it } from 'vitest';
import { runtimes } from '../domain/form.ts';
import { scoringLinesMax } from '../domain/grading/limits.ts';
import { scoringBasisOf } from './answer-keys.ts';
import { getBank } from './loader.ts';
import { publicQuestion } from './public-question.ts';
import type { Question } from './question.ts';
import { secretStrings } from './secret-strings.ts';

let questions: Question[] = [];
beforeAll(async () => {
  const bank = await getBank(import.meta.dirname);
  questions = [...bank.questions, ...bank.practice];
});

// Guarantee: a candidate's browser receives no key, reference, driver, hidden check or rubric, of any question, in any
// language. One leaked line makes every result of that question worthless.
describe('what a browser may receive of a question', () => {
  it('contains no secret of any question of the bank', () => {
    expect(questions.length).toBeGreaterThan(20);
    for (const question of questions) {
      const secrets = secretStrings(question);
      expect(secrets.length, question.slug).toBeGreaterThan(3);
      for (const runtime of [null, ...runtimes]) {
        const sent = textsOf(publicQuestion(question, { runtime })).join('\n');
        const leaked = secrets.filter((secret) => sent.includes(secret));
        expect(leaked, `${question.slug} for ${runtime}`).toEqual([]);
      }
    }
  });

  it('has no key that tells an answer, however short the answer is', () => {
    const telling =
      /^(?:right|because|misconception|answer|tolerance.*|traps?|worked|feedback|reference|wrong|driver|check.*|rubric|anchors|weights|seeds|files|contentHash)$/u;
    for (const question of questions) {
      const keys = keysOf(publicQuestion(question, { runtime: null }));
      expect(
        keys.filter((key) => telling.test(key)),
        question.slug,
      ).toEqual([]);
    }
  });

  it('is the same for right and wrong options', () => {
    for (const question of questions) {
      const sent = publicQuestion(question, { runtime: null });
      if (sent.kind !== 'choice') continue;
      for (const part of sent.parts) {
        if (part.form !== 'options') continue;
        expect(new Set(part.options.map((option) => Object.keys(option).join())).size).toBe(1);
      }
    }
  });

  it("follows the candidate's language where there is a text for it", () => {
    const withVariants = questions.filter((question) => question.runtimes.length > 0);
    for (const question of withVariants) {
      for (const runtime of question.runtimes) {
        const sent = publicQuestion(question, { runtime });
        expect(sent.runtime).toBe(runtime);
        expect(sent.prompt).toBe(question.prompts.byRuntime[runtime]);
      }
    }
  });
});

// Guarantee: what the candidate reads about scoring is made from what grading uses, for every question.
describe('the scoring lines', () => {
  it('are at most three, and give the shares of the checks that grading has', () => {
    for (const question of questions) {
      const { scoring } = publicQuestion(question, { runtime: null });
      expect(scoring.length, question.slug).toBeLessThanOrEqual(scoringLinesMax);
      const basis = scoringBasisOf(question);
      if (basis.kind !== 'code') continue;
      const total = basis.checks.reduce((sum, check) => sum + check.weight, 0);
      const visible = basis.checks
        .filter((check) => check.visible)
        .reduce((sum, check) => sum + check.weight, 0);
      expect(scoring.join(' '), question.slug).toContain(
        `shown with Run (${Math.round((100 * visible) / total)} %)`,
      );
    }
  });
});

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsOf);
}

function keysOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = Array.isArray(value) ? [] : Object.keys(value);
  return [...own, ...Object.values(value).flatMap(keysOf)];
}
