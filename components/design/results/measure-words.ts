import { measuredText } from '../../../simulation/load/measured-text.ts';
import type { Measure, Objective } from '../../../simulation/load/scenario.ts';

const whole = (value: number) => value.toLocaleString('en-US', { maximumFractionDigits: 0 });
const atMost = (value: number, digits: number) =>
  value.toLocaleString('en-US', { maximumFractionDigits: digits });

export function milliseconds(value: number): string {
  if (value >= 10_000) return `${atMost(value / 1_000, 1)} s`;
  return `${atMost(value, value < 10 ? 1 : 0)} ms`;
}

export function perSecond(value: number): string {
  return `${atMost(value, value < 10 ? 1 : 0)}/s`;
}

/** A rate where there is room for few characters: `62.8 k/s`. */
export function shortRate(value: number): string {
  return value < 10_000 ? perSecond(value) : `${atMost(value / 1_000, value < 100_000 ? 1 : 0)} k/s`;
}

/** How much of the calls of a connection failed; nearly all is not all. */
export function failingWords(share: number): string {
  if (share > 0.99 && share < 1) return '>99 % fail';
  return `${atMost(share * 100, share < 0.1 ? 1 : 0)} % fail`;
}

export function dollars(value: number): string {
  return `$${whole(value)}`;
}

/** Of 0 to 1. One that is not all is never said as 100 %. */
export function percent(share: number): string {
  const value = share * 100;
  if (value > 99 && value < 100) return `${Math.floor(value * 1_000) / 1_000} %`;
  return `${atMost(value, value < 10 ? 1 : 0)} %`;
}

/** A measured value or a limit in the unit of its measure, as short as a column needs it. */
export function measured(measure: Measure, value: number): string {
  switch (measure.kind) {
    case 'latency':
      return milliseconds(value);
    case 'accepted':
    case 'rate':
      return perSecond(value);
    case 'cost':
      return dollars(value);
    default:
      return measuredText(measure, value);
  }
}

/** "≤ 250 ms", or "0" where nothing is allowed. */
export function limitWords({ measure, is, limit }: Objective): string {
  if (is === 'at-most' && limit === 0) return measured(measure, 0);
  return `${is === 'at-most' ? '≤' : '≥'} ${measured(measure, limit)}`;
}
