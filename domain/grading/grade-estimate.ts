import type { EstimateAnswer } from '../answer.ts';
import {
  bandsOf,
  type EstimateKey,
  type EstimatePart,
  isInside,
  type NumberPart,
  type PickPart,
} from './estimate-key.ts';
import { type Grade, type GradedCheck, roundScore } from './grade.ts';
import { trapMatchPercentMax, trapMatchPercentMin } from './limits.ts';
import { readNumber } from './read-number.ts';

interface PartOutcome {
  /** 0, 0.5 or 1. */
  marks: number;
  message: string;
  misconceptions: string[];
}

/**
 * Full marks inside a part's band, half inside twice the band, none for a recognised trap or anything else.
 * The reasoning is read by people, not here.
 */
export function gradeEstimate(key: EstimateKey, answer: EstimateAnswer): Grade {
  const weightTotal = key.parts.reduce((sum, part) => sum + part.weight, 0);
  const checks = key.parts.map((part): GradedCheck => {
    const outcome = gradePart(part, answer.values[part.id] ?? { value: '', unit: '' });
    const weight = part.weight / weightTotal;
    return {
      name: part.id,
      title: part.ask,
      passed: outcome.marks === 1,
      weight,
      earned: weight * outcome.marks,
      message: outcome.message,
      misconceptions: outcome.misconceptions,
    };
  });
  const score = roundScore(checks.reduce((sum, check) => sum + check.earned, 0));
  return { verdict: checks.every((check) => check.passed) ? 'passed' : 'failed', score, checks };
}

function gradePart(part: EstimatePart, typed: { value: string; unit: string }): PartOutcome {
  return part.form === 'pick' ? gradePick(part, typed.value.trim()) : gradeNumber(part, typed);
}

function gradePick(part: PickPart, picked: string): PartOutcome {
  if (picked === '') return none('Nothing was picked.');
  if (!part.options.some((option) => option.id === picked))
    return none('The pick is not one of the options.');
  if (picked === part.answer) return { marks: 1, message: 'The right pick.', misconceptions: [] };
  const trap = part.traps.find((known) => known.value === picked);
  return { marks: 0, message: 'Not the right pick.', misconceptions: trap ? [trap.misconception] : [] };
}

function gradeNumber(part: NumberPart, typed: { value: string; unit: string }): PartOutcome {
  const reading = readTypedQuantity(part, typed);
  if (reading.kind !== 'quantity') return none(reading.message);
  const { value, said } = reading;
  const bands = bandsOf(part);
  if (isInside(value, bands.full))
    return { marks: 1, message: `${said}Inside the accepted band.`, misconceptions: [] };

  const trap = findTrap(value, part);
  if (trap)
    return { marks: 0, message: `${said}Outside the accepted band.`, misconceptions: [trap.misconception] };
  if (bands.half !== null && isInside(value, bands.half)) {
    return { marks: 0.5, message: `${said}Inside twice the accepted band: half marks.`, misconceptions: [] };
  }
  return none(`${said}Outside the accepted band.`);
}

export type TypedQuantity =
  | { kind: 'blank'; message: string }
  | { kind: 'unreadable'; message: string }
  | {
      kind: 'quantity';
      /** In the part's canonical unit. */
      value: number;
      /** How the text was read, ending with a space, when it could be read in two ways; else `''`. */
      said: string;
    };

/**
 * What a typed value means in the part's canonical unit. It knows nothing of the answer, so the page may use it to
 * show the candidate how a number is read while it is typed. The unit may stand in the text (`1.8 s`) or in the
 * chosen unit; when both are given they must agree.
 */
export function readTypedQuantity(
  part: Pick<NumberPart, 'unit' | 'units'>,
  typed: { value: string; unit: string },
): TypedQuantity {
  const reading = readNumber(typed.value);
  if (reading.kind === 'blank') return { kind: 'blank', message: 'Nothing was entered.' };
  if (reading.kind === 'unreadable') return reading;

  const accepted = Object.keys(part.units).filter((unit) => unit !== '');
  const { inText, multiplier } = readRest(accepted, reading.rest);
  const chosen = typed.unit.trim() === '' ? null : findUnit(accepted, typed.unit);
  if (reading.rest !== '' && inText === null && multiplier === 1) return unknownUnit(reading.rest, accepted);
  if (typed.unit.trim() !== '' && chosen === null) return unknownUnit(typed.unit.trim(), accepted);
  if (inText !== null && chosen !== null && inText !== chosen) {
    return {
      kind: 'unreadable',
      message: `The number says ${inText}, the unit field says ${chosen}. Remove one of them.`,
    };
  }
  let unit = inText ?? chosen;
  const remarks: string[] = [];
  if (unit === null) {
    if (accepted.length > 1) {
      return { kind: 'unreadable', message: `The unit is missing. Choose one of: ${accepted.join(', ')}.` };
    }
    unit = part.unit;
    if (unit !== '') remarks.push(`No unit was given; read as ${unit}.`);
  }
  const plain = reading.value * multiplier;
  if (reading.ambiguous || multiplier !== 1) remarks.push(`"${typed.value.trim()}" was read as ${plain}.`);
  const factor = part.units[unit] ?? 1;
  return { kind: 'quantity', value: plain * factor, said: remarks.map((remark) => `${remark} `).join('') };
}

const multipliers: ReadonlyArray<[pattern: RegExp, factor: number]> = [
  [/^(?:k|K|thousand)(?:\s+|$)/u, 1e3],
  [/^(?:M|mio|million)(?:\s+|$)/u, 1e6],
  [/^(?:bn|billion)(?:\s+|$)/u, 1e9],
];

/** What stands behind the number: a unit, a word for a power of ten (`1.3 M`), or both (`90 k msg/s`). */
function readRest(accepted: readonly string[], rest: string): { inText: string | null; multiplier: number } {
  const whole = rest === '' ? null : findUnit(accepted, rest);
  if (whole !== null) return { inText: whole, multiplier: 1 };
  for (const [pattern, factor] of multipliers) {
    if (!pattern.test(rest)) continue;
    const unitText = rest.replace(pattern, '');
    const unit = unitText === '' ? null : findUnit(accepted, unitText);
    if (unitText === '' || unit !== null) return { inText: unit, multiplier: factor };
  }
  return { inText: null, multiplier: 1 };
}

/** `ms` and `MS` are the same unit unless the part accepts two that differ only in case (MB and Mb). */
function findUnit(accepted: readonly string[], text: string): string | null {
  const exact = accepted.find((unit) => unit === text.trim());
  if (exact !== undefined) return exact;
  const similar = accepted.filter((unit) => unit.toLowerCase() === text.trim().toLowerCase());
  return similar.length === 1 ? (similar[0] ?? null) : null;
}

function unknownUnit(unit: string, accepted: readonly string[]): TypedQuantity {
  const known =
    accepted.length === 0 ? 'This answer has no unit.' : `Accepted units: ${accepted.join(', ')}.`;
  return { kind: 'unreadable', message: `"${unit.slice(0, 30)}" is not a unit of this answer. ${known}` };
}

/**
 * The nearest trap, if the value lies about as close to it as a right answer has to lie to the right value. A trap that
 * stands inside the half band takes only its immediate neighbours, so that others keep their half marks.
 */
function findTrap(value: number, part: NumberPart): NumberPart['traps'][number] | null {
  const nearest = part.traps.toSorted((a, b) => Math.abs(value - a.value) - Math.abs(value - b.value))[0];
  return nearest && Math.abs(value - nearest.value) <= trapWindow(nearest.value, part) ? nearest : null;
}

function trapWindow(trap: number, part: NumberPart): number {
  const { tolerance } = part;
  const { half } = bandsOf(part);
  if (half !== null && isInside(trap, half)) return (Math.abs(trap) * trapMatchPercentMin) / 100;
  if (tolerance.kind === 'absolute' && tolerance.by > 0) return tolerance.by;
  const own = tolerance.kind === 'percent' ? tolerance.percent : trapMatchPercentMin;
  const percent = Math.min(trapMatchPercentMax, Math.max(trapMatchPercentMin, own));
  return (Math.abs(trap) * percent) / 100;
}

function none(message: string): PartOutcome {
  return { marks: 0, message, misconceptions: [] };
}
