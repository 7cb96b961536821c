import type { ScoringBasis } from '../domain/grading/explain-scoring.ts';
import type { ChoiceKey, ChoiceKeyPart } from '../domain/grading/grade-choice.ts';
import type { Question } from './question.ts';
import type { ChoiceYaml, ChoiceYamlPart } from './schema/choice-yaml.ts';

/** A grid becomes a part whose picks are its cells, so that one rule scores both. */
export function choiceKeyOf(choice: ChoiceYaml): ChoiceKey {
  return { parts: choice.parts.map(keyPart) };
}

function keyPart(part: ChoiceYamlPart): ChoiceKeyPart {
  if ('options' in part) {
    const picks = part.options.map((option) => ({
      id: option.id,
      right: option.right,
      note: option.right ? option.because : option.misconception,
    }));
    return { id: part.id, ask: part.ask, select: part.select, picks };
  }
  const { rows, columns, right, wrong } = part.grid;
  const because = new Map(right.map((cell) => [`${cell.row}/${cell.column}`, cell.because]));
  const misconception = new Map(wrong.map((cell) => [`${cell.row}/${cell.column}`, cell.misconception]));
  const picks = rows.flatMap((row) =>
    columns.map((column) => {
      const id = `${row.id}/${column.id}`;
      const why = because.get(id);
      return { id, right: why !== undefined, note: why ?? misconception.get(id) ?? '' };
    }),
  );
  return { id: part.id, ask: part.ask, select: 'many', picks };
}

/** The values from which both the grading and its explanation to the candidate are made. */
export function scoringBasisOf(question: Question): ScoringBasis {
  const { minutes } = question;
  switch (question.kind) {
    case 'choice': {
      const choice = question.choices.general ?? Object.values(question.choices.byRuntime)[0];
      return { kind: 'choice', minutes, partCount: choice?.parts.length ?? 0 };
    }
    case 'estimate':
      return { kind: 'estimate', minutes, parts: question.parts };
    case 'code':
      return { kind: 'code', minutes, checks: question.checks };
    case 'world':
      return {
        kind: 'world',
        minutes,
        invariants: question.invariants,
        caps: question.caps,
        gradedSeeds: question.runs.graded,
      };
    case 'sql':
      return { kind: 'sql', minutes, checks: question.checks };
    case 'incident':
      return { kind: 'incident', minutes };
    case 'design': {
      const { objectives, points, gradedSeeds } = question;
      return { kind: 'design', minutes, objectives, points, gradedSeeds: gradedSeeds.length };
    }
    case 'discussion':
      return { kind: 'discussion', minutes, weights: question.weights };
  }
}
