import { defaultApplicationQuestions } from '../../domain/application.ts';
import { assemble } from '../../question-bank/assembler/assemble.ts';
import { openBank } from '../bank/open-bank.ts';
import { createPosition } from '../position/create-position.ts';
import type { StaffPrincipal } from '../session.ts';

/** A position whose form holds the wanted question. */
export async function createDemoPosition(
  manager: StaffPrincipal,
  input: { title: string; team: string; blueprintSlug: string; openings: number; wanted: string | null },
): Promise<string> {
  const { bank } = await openBank();
  const blueprint = bank.blueprints.find((one) => one.slug === input.blueprintSlug);
  if (!blueprint) throw new Error(`no blueprint ${input.blueprintSlug}`);
  // The demo's written answers are answers to one question: take the first seed whose form has it.
  const seed = Array.from({ length: 500 }, (_, n) => `demoform${String(n).padStart(4, '0')}`).find(
    (candidate) => {
      const assembly = assemble({
        blueprint,
        pool: bank.questions,
        families: bank.families,
        seed: candidate,
        seen: [],
        runtime: null,
      });
      if (assembly.kind !== 'assembled') return false;
      return (
        input.wanted === null ||
        assembly.sections.some((s) => s.items.some((item) => item.slug === input.wanted))
      );
    },
  );
  if (!seed) throw new Error(`no form of ${input.blueprintSlug} holds ${input.wanted ?? 'anything'}`);
  const { positionId } = await createPosition(manager, {
    blueprintSlug: input.blueprintSlug,
    seed,
    fields: {
      title: input.title,
      team: input.team,
      description:
        'Owns services that move money: correct under retries, deployable at noon, explainable to an auditor.',
      openings: input.openings,
      namesHidden: true,
      autoResultsSealed: true,
      feedbackToCandidate: false,
      applicationQuestions: defaultApplicationQuestions,
      overallBar: 2.75,
      bars: { FND: 2.75 },
      contact: 'hiring@plumbline.example',
      retentionDays: 365,
    },
  });
  return positionId;
}
