import type { Executor } from '../db/executor.ts';
import { listQuestionVersions } from '../db/queries/attempt-facts.ts';
import { fromFiles } from '../question-bank/load-question.ts';
import type { Question } from '../question-bank/question.ts';

// Content under a hash never changes, so a parsed version may be kept; the bound is a count of questions.
const keptMax = 400;
const kept = new Map<string, Question>();

/** The questions of a form exactly as they were pinned, by content hash. Throws when one is missing or broken. */
export async function getPinnedQuestions(
  db: Executor,
  hashes: readonly string[],
): Promise<Map<string, Question>> {
  const found = new Map<string, Question>();
  const wanted: string[] = [];
  for (const hash of new Set(hashes)) {
    const question = kept.get(hash);
    if (question) found.set(hash, question);
    else wanted.push(hash);
  }
  for (const version of await listQuestionVersions(db, wanted)) {
    const loaded = fromFiles(version.slug, version.files);
    if (!loaded.ok) {
      throw new Error(
        `pinned question ${version.slug} ${version.hash}: ${loaded.problems.map((p) => p.message).join('; ')}`,
      );
    }
    if (kept.size >= keptMax) kept.delete(kept.keys().next().value ?? '');
    kept.set(version.hash, loaded.value);
    found.set(version.hash, loaded.value);
  }
  const missing = wanted.find((hash) => !found.has(hash));
  if (missing) throw new Error(`no pinned question with hash ${missing}`);
  return found;
}

/** The secret of a pinned version as hex, from which its held-out seeds are derived: the same for all its candidates. */
export async function getGradingSecret(db: Executor, hash: string): Promise<string> {
  const [version] = await listQuestionVersions(db, [hash]);
  if (!version) throw new Error(`no pinned question with hash ${hash}`);
  return Buffer.from(version.gradingSecret, 'base64url').toString('hex');
}

export async function getPinnedQuestion(db: Executor, hash: string): Promise<Question> {
  const question = (await getPinnedQuestions(db, [hash])).get(hash);
  if (!question) throw new Error(`no pinned question with hash ${hash}`);
  return question;
}
