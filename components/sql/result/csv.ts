/** A cell as PostgreSQL writes it; null is NULL. */
export type CellText = string | null;

/**
 * RFC 4180, lines ended by CRLF. NULL is an empty field and an empty text is `""`, as PostgreSQL's own CSV has it, so
 * that the two can be told apart.
 */
export function csvOf(columns: readonly string[], rows: readonly (readonly CellText[])[]): string {
  return [columns, ...rows].map((row) => `${row.map(field).join(',')}\r\n`).join('');
}

function field(value: CellText): string {
  if (value === null) return '';
  return value === '' || /[",\r\n]/u.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
