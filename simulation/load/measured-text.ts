import { kindTables } from './drawing/kinds.ts';
import type { Measure, Objective } from './scenario.ts';

/** The unit that a measure's values and limits are in; `''` for a bare number. */
export function unitOfMeasure(measure: Measure): string {
  switch (measure.kind) {
    case 'latency':
      return 'ms';
    case 'availability':
    case 'refused-within':
    case 'utilisation':
    case 'throttled':
      return '%';
    case 'accepted':
    case 'rate':
      return '/s';
    case 'completion':
    case 'drained':
    case 'revocation':
    case 'staleness':
      return 's';
    case 'amplification':
      return '×';
    case 'cost':
      return '$ a month';
    case 'unfinished':
    case 'lost':
    case 'duplicates':
    case 'changes':
    case 'flags':
      return '';
  }
}

/** `312 ms`, `99.94 %`, `$4,210 a month`, `17`. Small differences that decide are not rounded away. */
export function measuredText(measure: Measure, value: number): string {
  const unit = unitOfMeasure(measure);
  if (measure.kind === 'cost') return `$${digits(value, 0)} a month`;
  const number =
    unit === '%' ? percentDigits(measure, value) : digits(value, value !== 0 && Math.abs(value) < 10 ? 2 : 0);
  return unit === '' ? number : `${number} ${unit}`;
}

/** What is said where a run gives no value. */
export function unmeasuredText({ kind }: Measure): string {
  return kind === 'completion' || kind === 'drained' ? 'Not done by the end' : 'Nothing to measure';
}

/** `at most 250 ms` or `at least 99.9 %`. */
export function limitText({ measure, is, limit }: Pick<Objective, 'measure' | 'is' | 'limit'>): string {
  return `${is === 'at-most' ? 'at most' : 'at least'} ${measuredText(measure, limit)}`;
}

/** What is measured, for lists of objectives: `p99 latency`, `availability`, `peak utilisation of SQL database`. */
export function measureName(measure: Measure): string {
  switch (measure.kind) {
    case 'latency':
      return `${quantileName(measure.quantile)} latency`;
    case 'availability':
      return 'availability';
    case 'accepted':
      return 'accepted a second';
    case 'refused-within':
      return `refused within ${measure.ms} ms`;
    case 'completion':
      return `${quantileName(measure.quantile)} time to completion`;
    case 'unfinished':
      return 'unfinished at the end';
    case 'lost':
      return 'lost';
    case 'duplicates':
      return 'duplicates';
    case 'drained':
      return 'time to drain';
    case 'utilisation':
      return `peak utilisation, ${kindTables[measure.component].name}`;
    case 'rate':
      return `peak rate, ${kindTables[measure.component].name}`;
    case 'throttled':
      return 'throttled calls';
    case 'amplification':
      return 'amplification by retries';
    case 'revocation':
      return 'time to revoke';
    case 'staleness':
      return 'age of an answer';
    case 'cost':
      return 'cost';
    case 'changes':
      return 'changes to the drawing';
    case 'flags':
      return 'wrong by construction';
  }
}

function quantileName(quantile: number): string {
  return `p${Math.round(quantile * 1_000) / 10}`;
}

/** 99.987 of what must be reached is not 99.99: what is told is never better than what was measured. */
function percentDigits(measure: Measure, value: number): string {
  if (measure.kind !== 'availability' && measure.kind !== 'refused-within') {
    return digits(value, value < 10 ? 2 : 1);
  }
  return digits(Math.floor(value * 1_000 + 1e-6) / 1_000, 3);
}

function digits(value: number, most: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: most });
}
