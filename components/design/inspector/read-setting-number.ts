import type { NumberSetting } from '../../../simulation/load/drawing/kinds.ts';

/** What was typed as a value of the setting, and what to say when it could not be taken as it stands. */
export function readSettingNumber(
  setting: NumberSetting,
  typed: string,
  before: number,
): { value: number; problem: string | null } {
  const plain = typed
    .trim()
    .replaceAll(/[,_\s](?=\d{3}(?:\D|$))/gu, '')
    .replace(',', '.');
  const value = plain === '' ? Number.NaN : Number(plain);
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
