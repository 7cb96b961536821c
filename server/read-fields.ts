import { storableText } from '../domain/storable-text.ts';

const forbiddenNames = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * A form as a record: names with dots are records (`bars.FND`), a repeated name is a list, a checkbox that is on is
 * `true`. Files, Next's own fields and names that could reach a prototype are passed over; a strict schema reads the rest.
 */
export function readFields(data: FormData): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const [name, value] of data.entries()) {
    if (name.startsWith('$ACTION') || typeof value !== 'string') continue;
    const typed: unknown = value === 'on' ? true : storableText(value);
    const [head = '', ...rest] = name.split('.');
    if (forbiddenNames.has(head) || rest.length > 1 || rest.some((key) => forbiddenNames.has(key))) continue;
    const key = rest[0];
    if (key === undefined) {
      const before = fields[head];
      fields[head] = before === undefined ? typed : [...(Array.isArray(before) ? before : [before]), typed];
      continue;
    }
    const record = fields[head];
    if (isRecord(record)) record[key] = typed;
    else fields[head] = { [key]: typed };
  }
  return fields;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
