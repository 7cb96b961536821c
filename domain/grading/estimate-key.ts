/** The secret half of an estimate question, as plain values. */

export interface NumberTrap {
  value: number;
  misconception: string;
}

/** How far off a number may be. `exact` and `accept` have no half band. */
export type Tolerance =
  | { kind: 'percent'; percent: number }
  | { kind: 'absolute'; by: number }
  | { kind: 'accept'; from: number; to: number };

export interface NumberPart {
  form: 'number';
  id: string;
  ask: string;
  /** The canonical unit, printed inside the field; `''` for a bare number. */
  unit: string;
  /** Accepted units and the factor that turns a value in them into the canonical unit. Contains `unit`. */
  units: Record<string, number>;
  answer: number;
  tolerance: Tolerance;
  traps: NumberTrap[];
  weight: number;
}

export interface PickPart {
  form: 'pick';
  id: string;
  ask: string;
  options: Array<{ id: string; text: string }>;
  answer: string;
  traps: Array<{ value: string; misconception: string }>;
  weight: number;
}

export type EstimatePart = NumberPart | PickPart;

export interface EstimateKey {
  parts: EstimatePart[];
}

export interface Band {
  from: number;
  to: number;
}

/** The values that get full marks, and those that get half; `half` is null where there is no half band. */
export function bandsOf(part: NumberPart): { full: Band; half: Band | null } {
  const { tolerance, answer } = part;
  if (tolerance.kind === 'accept') {
    return { full: { from: tolerance.from, to: tolerance.to }, half: null };
  }
  const by = tolerance.kind === 'percent' ? (Math.abs(answer) * tolerance.percent) / 100 : tolerance.by;
  const full = { from: answer - by, to: answer + by };
  return { full, half: by === 0 ? null : { from: answer - 2 * by, to: answer + 2 * by } };
}

/** Inclusive, with room for the rounding of a unit conversion (1e-9 of the value). */
export function isInside(value: number, band: Band): boolean {
  const slack = 1e-9 * Math.max(Math.abs(band.from), Math.abs(band.to), Number.MIN_VALUE);
  return value >= band.from - slack && value <= band.to + slack;
}
