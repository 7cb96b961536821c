import type { DesignAnswer } from '../domain/answer.ts';
import type { EvidenceBlock, Incident } from '../domain/incident/incident.ts';
import { kindTables } from '../simulation/load/drawing/kinds.ts';
import { secretCharactersMin, tellingTextCharactersMin } from './limits.ts';
import type { IncidentQuestion, Question } from './question.ts';
import type { ChoiceYaml } from './schema/choice-yaml.ts';
import type { Rubric } from './schema/rubric-yaml.ts';

/**
 * Texts of a question that no candidate may ever receive, for tests that search responses, bundles and errors for
 * them. Lines that also stand in what the candidate does receive (the starter, the given types, the prompt) are no
 * secret, and very short lines are left out because they occur everywhere.
 */
export function secretStrings(question: Question): string[] {
  const told = toldTexts(question).join('\n');
  const secret = new Set(secretTexts(question).flatMap(linesOf));
  return [...secret].filter((line) => line.length >= secretCharactersMin && !told.includes(line));
}

function linesOf(text: string): string[] {
  return text.split('\n').map((line) => line.trim());
}

function toldTexts(question: Question): string[] {
  const prompts = [question.prompts.general ?? '', ...Object.values(question.prompts.byRuntime)];
  switch (question.kind) {
    case 'code':
      return [...prompts, ...question.starter.map((file) => file.text), question.apiTypes ?? ''];
    case 'world':
      return [
        ...prompts,
        ...question.starter.map((file) => file.text),
        question.apiTypes,
        ...question.invariants.map((invariant) => invariant.title),
      ];
    // The start state is what the schema browser and the candidate's own queries show.
    case 'sql':
      return [
        ...prompts,
        ...question.starter.map((file) => file.text),
        question.schemaSql,
        question.dataSets.visible ?? '',
      ];
    case 'incident':
      return [
        ...prompts,
        ...allIncidents(question).flatMap(({ panels, cards, actions, diagnosis }) => [
          ...panels.map((panel) => JSON.stringify(panel)),
          ...cards.map((card) => card.title),
          ...actions.map((action) => action.text),
          ...diagnosis.cause.map((option) => option.text),
          ...diagnosis.component.map((option) => option.text),
          ...diagnosis.durable.options.map((option) => option.text),
        ]),
      ];
    // The whole scenario is shown, for it runs in the browser; names that stand in it are no secrets of the reference.
    case 'design':
      return [
        ...prompts,
        question.note,
        ...stringsIn([question.scenario, question.objectives, question.start]),
        ...Object.values(kindTables).flatMap(stringsIn),
      ];
    default:
      return prompts;
  }
}

function secretTexts(question: Question): string[] {
  switch (question.kind) {
    case 'choice': {
      const choices = [question.choices.general, ...Object.values(question.choices.byRuntime)];
      return choices.filter((choice) => choice !== null).flatMap(choiceSecrets);
    }
    case 'estimate':
      return [
        question.worked,
        question.files['values.ts'] ?? '',
        ...question.parts.flatMap((part) => part.traps.map((trap) => trap.misconception)),
      ];
    case 'code': {
      const hiddenTitles = question.checks.filter((check) => !check.visible).map((check) => check.title);
      const answers = [...question.reference, ...question.wrong.flatMap((wrong) => wrong.files)];
      const wrongNames = question.wrong.map((wrong) => wrong.name);
      return [
        question.checkSource,
        question.driver ?? '',
        ...answers.map((file) => file.text),
        ...hiddenTitles,
        ...wrongNames,
      ];
    }
    case 'world': {
      const answers = [...question.reference, ...question.wrong.flatMap((wrong) => wrong.files)];
      return [
        question.worldSource,
        ...answers.map((file) => file.text),
        ...question.wrong.map((wrong) => wrong.name),
      ];
    }
    case 'sql': {
      const hiddenTitles = question.checks.filter((check) => !check.visible).map((check) => check.title);
      const answers = [...question.reference, ...question.wrong.flatMap((wrong) => wrong.files)];
      return [
        question.files['checks.yaml'] ?? '',
        ...Object.entries(question.dataSets).flatMap(([name, sql]) => (name === 'visible' ? [] : [sql])),
        ...answers.map((file) => file.text),
        ...hiddenTitles,
        ...question.wrong.map((wrong) => wrong.name),
      ];
    }
    case 'incident':
      return [
        ...allIncidents(question).flatMap(incidentSecrets),
        question.reference.postmortem,
        ...question.wrong.map((wrong) => wrong.name),
        ...rubricSecrets(question.rubric),
      ];
    case 'design':
      return [
        ...[question.reference, ...question.wrong.map((wrong) => wrong.answer)].flatMap(designSecrets),
        ...question.wrong.map((wrong) => wrong.name),
        ...rubricSecrets(question.rubric),
      ];
    case 'discussion':
      return rubricSecrets(question.rubric);
  }
}

function rubricSecrets({ opening, probes, twists, anchors, mustName, redFlags }: Rubric): string[] {
  return [
    opening,
    ...probes,
    ...twists.flatMap((twist) => [twist.text, twist.listenFor]),
    ...Object.values(anchors).flatMap((levels) => Object.values(levels)),
    ...mustName,
    ...redFlags,
  ];
}

function allIncidents({ incidents }: IncidentQuestion): Incident[] {
  return [incidents.general, ...Object.values(incidents.byRuntime)];
}

function incidentSecrets({ cards, actions, diagnosis }: Incident): string[] {
  const options = [...diagnosis.cause, ...diagnosis.component, ...diagnosis.durable.options];
  return [
    ...options.map((option) => option.because),
    ...actions.flatMap((action) => [action.because, action.outcome]),
    ...cards.flatMap((card) => card.shows.flatMap(blockTexts)),
  ];
}

/** What a card shows once it was paid for. Short names and cells ("incoming traffic") can stand anywhere and tell nothing. */
function blockTexts(block: EvidenceBlock): string[] {
  const lines =
    block.form === 'log'
      ? block.lines.map((line) => line.message)
      : block.form === 'text' || block.form === 'code'
        ? [block.text]
        : [];
  return [...lines, ...stringsIn(block).filter((text) => text.length >= tellingTextCharactersMin)];
}

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(stringsIn);
}

/** What an author drew and wrote. Ids and names of components are words that anybody would choose for them. */
function designSecrets({ design, note }: DesignAnswer): string[] {
  const labels = design.components.map((component) => component.label);
  return [note, ...labels.filter((label) => label.length >= tellingTextCharactersMin)];
}

function choiceSecrets(choice: ChoiceYaml): string[] {
  return [
    choice.feedback,
    ...choice.parts.flatMap((part) =>
      'options' in part
        ? part.options.map((option) => (option.right ? option.because : option.misconception))
        : [
            ...part.grid.right.map((cell) => cell.because),
            ...part.grid.wrong.map((cell) => cell.misconception),
          ],
    ),
  ];
}
