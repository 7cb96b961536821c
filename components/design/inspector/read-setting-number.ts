import type { NumberSetting } from '../../../simulation/load/drawing/kinds.ts';

/** What was typed as a value of the setting, and what to say when it could not be taken as it stands. */
export function readSettingNumber(
  setting: NumberSetting,
  typed: string,
  before: number,
): { value: number; problem: string | null } {
  const value = plainNumber(typed.trim(), setting.whole);
  if (!Number.isFinite(value)) {
    return { value: before, problem: `Not a number; ${text(before)} was kept.` };
  }
  if (value < setting.min) return { value: setting.min, problem: `At least ${text(setting.min)}.` };
  if (value > setting.max) return { value: setting.max, problem: `At most ${text(setting.max)}.` };
  if (setting.whole && !Number.isInteger(value)) {
    return { value: Math.round(value), problem: `A whole number; ${text(Math.round(value))} was taken.` };
  }
  return { value, problem: null };
}

const text = (value: number) => value.toLocaleString('en-US');

const plainDecimal = /^[+-]?(?:\d+\.?\d*|\.\d+)$/u;
const groupedBySpace = /^[+-]?[1-9]\d{0,2}(?:[\s_]\d{3})+(?:[.,]\d+)?$/u;
const groupedByComma = /^[1-9]\d{0,2}(?:,\d{3})+$/u;
const decimalComma = /^[+-]?\d*,\d+$/u;

/** A comma groups thousands only where there can be no fraction; NaN for whatever is not a plain decimal number. */
function plainNumber(typed: string, whole: boolean): number {
  let plain = groupedBySpace.test(typed) ? typed.replaceAll(/[\s_]/gu, '') : typed;
  if (whole && groupedByComma.test(plain)) plain = plain.replaceAll(',', '');
  else if (decimalComma.test(plain)) plain = plain.replace(',', '.');
  return plainDecimal.test(plain) ? Number(plain) : Number.NaN;
}
