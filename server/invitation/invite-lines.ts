import { z } from 'zod';

export interface InviteLine {
  /** 1-based, as the text shows it. */
  line: number;
  name: string;
  email: string;
}
export interface LineProblem {
  line: number;
  message: string;
}

const emailSchema = z.email();

/**
 * Reads pasted lines, one candidate each: `Name, e-mail`, also with a tab or a semicolon between, the other way round, or
 * as `Name <e-mail>`. Empty lines are passed over. Every line is read, so that all problems are seen at once.
 */
export function parseInviteLines(text: string): { lines: InviteLine[]; problems: LineProblem[] } {
  const lines: InviteLine[] = [];
  const problems: LineProblem[] = [];
  const firstLineOf = new Map<string, number>();
  for (const [index, raw] of text.split(/\r\n|\r|\n/u).entries()) {
    const line = index + 1;
    if (raw.trim() === '') continue;
    const read = readLine(raw);
    if (typeof read === 'string') {
      problems.push({ line, message: read });
      continue;
    }
    const before = firstLineOf.get(read.email.toLowerCase());
    if (before !== undefined) {
      problems.push({ line, message: `${read.email} is on line ${before} already.` });
      continue;
    }
    firstLineOf.set(read.email.toLowerCase(), line);
    lines.push({ line, ...read });
  }
  return { lines, problems };
}

function readLine(raw: string): { name: string; email: string } | string {
  const parts = (/^(?<name>[^<>]*)<(?<email>[^<>]+)>$/u.exec(raw.trim())?.slice(1) ?? raw.split(/[,;\t]/u))
    .map((part) => part.replaceAll('"', '').trim())
    .filter((part) => part !== '');
  const emails = parts.filter((part) => part.includes('@'));
  if (emails.length === 0) return 'There is no e-mail address. Write: Name, e-mail.';
  if (emails.length > 1) return 'There are two e-mail addresses. Write one candidate on a line.';
  const email = emails[0] ?? '';
  if (!emailSchema.safeParse(email).success || email.length > 254) return `${email} is no e-mail address.`;
  const name = parts.filter((part) => part !== email).join(' ');
  if (name === '') return 'There is no name. Write: Name, e-mail.';
  if (name.length > 200) return 'The name is longer than 200 characters.';
  return { name, email };
}
