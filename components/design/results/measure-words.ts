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

export function dollars(value: number): string {
  return `$${whole(value)}`;
}

/** Of 0 to 1. One that is not all is never said as 100 %. */
export function percent(share: number): string {
  const value = share * 100;
  if (value > 99 && value < 100) return `${Math.floor(value * 1_000) / 1_000} %`;
  return `${atMost(value, value < 10 ? 1 : 0)} %`;
}

/** A measured value or a limit in the unit of its measure. */
export function measured(measure: Measure, value: number): string {
  switch (measure.kind) {
    case 'latency':
      return milliseconds(value);
    case 'availability':
    case 'refused-within':
    case 'throttled':
      return percentValue(value);
    case 'utilisation':
      return `${atMost(value, 1)} %`;
    case 'accepted':
    case 'rate':
      return perSecond(value);
    case 'completion':
    case 'drained':
    case 'revocation':
    case 'staleness':
      return `${atMost(value, value < 10 ? 1 : 0)} s`;
    case 'amplification':
      return `×${atMost(value, 2)}`;
    case 'cost':
      return dollars(value);
    case 'unfinished':
    case 'lost':
    case 'duplicates':
    case 'changes':
    case 'flags':
      return whole(value);
  }
}

/** 99.987 % must not become 99.99 %, and 99.9 % stays as it was written. */
function percentValue(value: number): string {
  return `${Math.floor(value * 1_000 + 1e-6) / 1_000} %`;
}

/** "≤ 250 ms", or "0" where nothing is allowed. */
export function limitWords({ measure, is, limit }: Objective): string {
  if (is === 'at-most' && limit === 0) return measured(measure, 0);
  return `${is === 'at-most' ? '≤' : '≥'} ${measured(measure, limit)}`;
}

/** The same for ears. */
export function limitSpoken({ measure, is, limit }: Objective): string {
  return `${is === 'at-most' ? 'at most' : 'at least'} ${measured(measure, limit)}`;
}
