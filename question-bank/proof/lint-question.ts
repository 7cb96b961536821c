import type { Question } from '../question.ts';

/** Words by which authors mark what is unfinished. */
const unfinished = /\b(?:TODO|FIXME|TBD|XXX)\b/u;
const rawHtml = /<\/?[a-z][^>]*>|<!--/iu;
const image = /!\[[^\]]*\]/u;

/** What a schema can't see: prompts that would break on the page, and confirmations that only an author can give. */
export function lintQuestion(question: Question): string[] {
  const problems = Object.keys(question.files)
    .filter((path) => /^prompt(?:\.[a-z]+)?\.md$/u.test(path))
    .flatMap((path) => lintMarkdown(path, question.files[path] ?? ''));
  for (const [path, text] of Object.entries(question.files)) {
    if (path.startsWith('prompt')) continue;
    const line = text.split('\n').findIndex((one) => unfinished.test(one));
    if (line >= 0) problems.push(`${path}:${line + 1} is unfinished: ${text.split('\n')[line]?.trim()}`);
  }
  if (!question.neutral) {
    problems.push(
      'question.yaml: confirm with "neutral: true" that no check or anchor scores a TypeScript idiom',
    );
  }
  return problems;
}

function lintMarkdown(path: string, text: string): string[] {
  const problems: string[] = [];
  let fenced = false;
  text.split('\n').forEach((line, index) => {
    const at = `${path}:${index + 1}`;
    if (unfinished.test(line)) problems.push(`${at} is unfinished: ${line.trim()}`);
    if (/^\s*(?:```|~~~)/u.test(line)) {
      fenced = !fenced;
      return;
    }
    if (fenced) return;
    const prose = line.replace(/`[^`]*`/gu, '');
    if (rawHtml.test(prose))
      problems.push(`${at} has raw HTML, which the page does not show; write Markdown or code`);
    if (image.test(prose)) problems.push(`${at} has an image; a prompt is text, code and tables`);
  });
  if (fenced) problems.push(`${path} has a code block that is not closed`);
  return problems;
}
