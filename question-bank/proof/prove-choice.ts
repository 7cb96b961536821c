import { gradeChoice } from '../../domain/grading/grade-choice.ts';
import { choiceKeyOf } from '../answer-keys.ts';
import type { ChoiceQuestion } from '../question.ts';
import type { ChoiceYaml } from '../schema/choice-yaml.ts';
import { lintOptions } from './lint-options.ts';
import { describeWrong, type QuestionProof, type WrongProof } from './question-proof.ts';

/**
 * Every variant: the right set scores 1, each wrong option alone scores 0 and takes something away from the right set,
 * and picking everything is no strategy.
 */
export function proveChoice(question: ChoiceQuestion): QuestionProof {
  const variants: Array<[string, ChoiceYaml]> = [
    ...(question.choices.general ? [['', question.choices.general] as [string, ChoiceYaml]] : []),
    ...Object.entries(question.choices.byRuntime).map(([runtime, choice]): [string, ChoiceYaml] => [
      runtime,
      choice,
    ]),
  ];
  const results = variants.map(([runtime, choice]) =>
    proveVariant(runtime === '' ? '' : `${runtime}: `, choice),
  );
  const problems = results.flatMap((result) => result.problems);
  return {
    slug: question.slug,
    kind: question.kind,
    reference: results.every((result) => result.rightSetPasses) ? 'passed' : 'failed',
    wrong: results.flatMap((result) => result.wrong),
    problems,
    warnings: [],
    failure: null,
  };
}

function proveVariant(label: string, choice: ChoiceYaml) {
  const key = choiceKeyOf(choice);
  const problems = lintOptions(choice).map((problem) => `${label}${problem}`);
  const picksWhere = (keep: (right: boolean) => boolean) =>
    Object.fromEntries(
      key.parts.map((part) => [
        part.id,
        part.picks.filter((pick) => keep(pick.right)).map((pick) => pick.id),
      ]),
    );
  const scoreOf = (picks: Record<string, string[]>) => gradeChoice(key, { kind: 'choice', picks });

  const rightSet = picksWhere((right) => right);
  const best = scoreOf(rightSet);
  const rightSetPasses = best.score === 1 && best.verdict === 'passed';
  if (!rightSetPasses) problems.push(`${label}the right options score ${best.score}; expected 1`);

  const everything = scoreOf(picksWhere(() => true)).score;
  if (everything >= 0.5) {
    problems.push(
      `${label}picking everything scores ${everything.toFixed(2)}; expected under 0.5: add wrong options`,
    );
  }

  const wrong: WrongProof[] = key.parts.flatMap((part) =>
    part.picks
      .filter((pick) => !pick.right)
      .map((pick): WrongProof => {
        const alone = scoreOf({ [part.id]: [pick.id] });
        const added = scoreOf({ ...rightSet, [part.id]: [...(rightSet[part.id] ?? []), pick.id] });
        const costs = alone.score === 0 && added.score < 1;
        const named = added.checks.find((check) => check.name === part.id)?.passed === false;
        const outcome = costs && named ? 'rejected' : named ? 'accepted' : 'misattributed';
        return { name: `${label}${part.id}/${pick.id}`, check: part.id, outcome, alsoFailed: [] };
      }),
  );
  problems.push(...wrong.map(describeWrong).filter((problem) => problem !== null));
  return { rightSetPasses, wrong, problems };
}
