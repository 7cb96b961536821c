import { randomBytes } from 'node:crypto';
import type { Executor } from '../../db/executor.ts';
import { insertForm, nextFormNumber, supersedeForms } from '../../db/queries/forms.ts';
import { insertAudit } from '../../db/queries/people.ts';
import { lockPosition, updatePositionValues } from '../../db/queries/positions.ts';
import { pinQuestionVersions } from '../../db/queries/question-versions.ts';
import { assemble } from '../../question-bank/assembler/assemble.ts';
import type { Bank } from '../../question-bank/loader.ts';
import { authorizePosition } from '../authorize.ts';
import { openBank } from '../bank/open-bank.ts';
import { database } from '../database.ts';
import { Failure, notFound } from '../failure.ts';
import type { StaffPrincipal } from '../session.ts';
import { newFormSeed } from './form-seed.ts';

export interface MadeForm {
  formId: string;
  number: number;
}

/**
 * Makes the position's next numbered form and gives it to every later invitation. Attempts that exist keep theirs. With
 * another blueprint the position changes to it.
 */
export async function assembleForm(
  principal: StaffPrincipal,
  input: { positionId: string; blueprintSlug?: string; seed?: string },
): Promise<MadeForm> {
  const { bank } = await openBank();
  return database().db.transaction(async (tx) => {
    await authorizePosition(tx, principal, 'position.manage', input.positionId);
    const position = await lockPosition(tx, input.positionId);
    if (!position) throw notFound();
    if (position.closedAt) throw new Failure('not-open', 'This position is closed. Open it again first.');
    const blueprintSlug = input.blueprintSlug ?? position.blueprintSlug;
    const made = await writeForm(tx, bank, {
      positionId: position.id,
      blueprintSlug,
      seed: input.seed ?? newFormSeed(),
      seen: [],
      createdBy: principal.id,
      current: true,
    });
    if (blueprintSlug !== position.blueprintSlug) {
      await updatePositionValues(tx, position.id, { blueprintSlug });
    }
    await insertAudit(tx, {
      actor: { kind: 'person', id: principal.id },
      action: 'form-made',
      subject: { kind: 'position', id: position.id },
      data: { number: made.number, blueprint: blueprintSlug },
    });
    return made;
  });
}

/**
 * Assembles, pins the exact content of every question once per hash, and stores the form under the position's next
 * number. The caller has authorized and runs this in its transaction. `current: false` is for one person who has met
 * questions of the position's form: the form is theirs alone.
 */
export async function writeForm(
  tx: Executor,
  bank: Bank,
  input: {
    positionId: string;
    blueprintSlug: string;
    seed: string;
    seen: readonly string[];
    createdBy: string | null;
    current: boolean;
  },
): Promise<MadeForm> {
  const blueprint = bank.blueprints.find((one) => one.slug === input.blueprintSlug);
  if (!blueprint) {
    throw new Failure('bad-input', `blueprintSlug: there is no blueprint "${input.blueprintSlug}" any more.`);
  }
  const assembly = assemble({
    blueprint,
    pool: bank.questions,
    families: bank.families,
    seed: input.seed,
    seen: [...input.seen],
    runtime: null,
  });
  if (assembly.kind === 'impossible') {
    throw new Failure(
      'bad-input',
      `blueprintSlug: ${blueprint.title} cannot be assembled: ${assembly.reason}.`,
    );
  }
  const hashes = new Set(assembly.sections.flatMap((section) => section.items.map((item) => item.hash)));
  await pinQuestionVersions(
    tx,
    bank.questions
      .filter((question) => hashes.has(question.contentHash))
      .map((question) => ({
        hash: question.contentHash,
        questionId: question.id,
        slug: question.slug,
        kind: question.kind,
        title: question.title,
        files: { ...question.files },
        gradingSecret: randomBytes(32).toString('base64url'),
      })),
  );
  // Forms of one position are numbered one after another.
  if (!(await lockPosition(tx, input.positionId))) throw notFound();
  const number = await nextFormNumber(tx, input.positionId);
  if (input.current) await supersedeForms(tx, input.positionId);
  const formId = await insertForm(
    tx,
    {
      positionId: input.positionId,
      number,
      blueprintSlug: blueprint.slug,
      blueprintTitle: blueprint.title,
      mode: blueprint.mode,
      sections: assembly.sections,
      rules: blueprint.rules,
      weights: blueprint.weights,
      gates: blueprint.gates,
      followUp: blueprint.followUp ?? null,
      seed: input.seed,
      createdBy: input.createdBy,
    },
    { current: input.current },
  );
  return { formId, number };
}
