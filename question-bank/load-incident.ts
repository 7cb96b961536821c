import type { IncidentAnswer } from '../domain/answer.ts';
import type { Runtime } from '../domain/form.ts';
import { incidentChecks } from '../domain/incident/grade-incident.ts';
import type { DiagnosisOption, Incident } from '../domain/incident/incident.ts';
import { refuseStep, replayInvestigation } from '../domain/incident/investigation.ts';
import { evidencePinsMax } from '../domain/incident/limits.ts';
import type { QuestionFiles, WrongInvestigation } from './question.ts';
import {
  type IncidentVariant,
  incidentVariantSchema,
  incidentYamlSchema,
  investigationYamlSchema,
} from './schema/incident-yaml.ts';
import type { readYaml } from './schema/read-yaml.ts';

/** What loading needs of the folder; problems are collected in it. */
interface Reader {
  files: QuestionFiles;
  has(file: string): boolean;
  complain(file: string, message: string): void;
  yaml<T>(file: string, schema: Parameters<typeof readYaml<T>>[2]): T | null;
}

export interface LoadedIncident {
  incidents: { general: Incident; byRuntime: Partial<Record<Runtime, Incident>> };
  reference: IncidentAnswer;
  wrong: WrongInvestigation[];
}

/** Reads incident.yaml, its variants, the reference and the wrong investigations; null when something is missing. */
export function readIncident(reader: Reader, runtimes: readonly Runtime[]): LoadedIncident | null {
  const incident = reader.yaml('incident.yaml', incidentYamlSchema);
  if (!incident) return null;
  for (const problem of incidentProblems(incident)) reader.complain('incident.yaml', problem);
  // A variant rewords options by id, whichever part they belong to.
  const ids = allOptions(incident).map(idOf);
  const repeated = runtimes.length > 0 ? ids.find((id, index) => ids.indexOf(id) !== index) : undefined;
  if (repeated !== undefined) {
    reader.complain('incident.yaml', `diagnosis: "${repeated}" is used in two parts; expected unique ids`);
  }
  const byRuntime: Partial<Record<Runtime, Incident>> = {};
  for (const runtime of runtimes) {
    const file = `incident.${runtime}.yaml`;
    if (!reader.has(file)) continue;
    const variant = reader.yaml(file, incidentVariantSchema);
    if (!variant) continue;
    for (const problem of variantProblems(incident, variant)) reader.complain(file, problem);
    byRuntime[runtime] = inVariant(incident, variant);
  }
  const reference = readInvestigation(reader, incident, 'reference.yaml');
  const wrong = readWrong(reader, incident);
  return reference && { incidents: { general: incident, byRuntime }, reference, wrong };
}

/** Ids that name nothing. */
function incidentProblems(incident: Incident): string[] {
  const cards = new Set(incident.cards.map((card) => card.id));
  return incident.evidence.flatMap((group, index) =>
    group
      .filter((id) => !cards.has(id))
      .map((id) => `evidence.${index}: there is no card "${id}"; expected the id of one`),
  );
}

function variantProblems(incident: Incident, variant: IncidentVariant): string[] {
  const known = (what: string, ids: readonly string[], named: object) =>
    Object.keys(named)
      .filter((id) => !ids.includes(id))
      .map((id) => `${what}.${id}: incident.yaml has no such id`);
  return [
    ...known('panels', incident.panels.map(idOf), variant.panels),
    ...known('cards', incident.cards.map(idOf), variant.cards),
    ...known('actions', incident.actions.map(idOf), variant.actions),
    ...known('options', allOptions(incident).map(idOf), variant.options),
  ];
}

const idOf = (one: { id: string }): string => one.id;

function allOptions(incident: Incident): DiagnosisOption[] {
  const { cause, component, durable } = incident.diagnosis;
  return [...cause, ...component, ...durable.options];
}

function inVariant(incident: Incident, variant: IncidentVariant): Incident {
  const reworded = (options: DiagnosisOption[]) =>
    options.map((option) => ({ ...option, text: variant.options[option.id] ?? option.text }));
  const { cause, component, durable } = incident.diagnosis;
  return {
    ...incident,
    panels: incident.panels.map((panel) => ({ ...panel, ...given(variant.panels[panel.id]) })),
    cards: incident.cards.map((card) => ({ ...card, ...given(variant.cards[card.id]) })),
    actions: incident.actions.map((action) => ({ ...action, ...given(variant.actions[action.id]) })),
    diagnosis: {
      cause: reworded(cause),
      component: reworded(component),
      durable: { ...durable, options: reworded(durable.options) },
    },
  };
}

/** Without the keys that are undefined, which would overwrite. */
function given<T extends object>(part: T | undefined): { [Key in keyof T]?: NonNullable<T[Key]> } {
  const entries = Object.entries(part ?? {}).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [Key in keyof T]?: NonNullable<T[Key]> };
}

function readWrong(reader: Reader, incident: Incident): WrongInvestigation[] {
  return Object.keys(reader.files)
    .filter((path) => path.startsWith('wrong/'))
    .sort()
    .flatMap((path) => {
      const name = path.slice('wrong/'.length).replace(/\.yaml$/u, '');
      const [check = '', why = ''] = name.split('--');
      if (!path.endsWith('.yaml') || why === '') {
        reader.complain(path, 'expected a name like <check>--<why>.yaml');
        return [];
      }
      if (!(incidentChecks as readonly string[]).includes(check)) {
        reader.complain(path, `names the check "${check}"; expected one of ${incidentChecks.join(', ')}`);
        return [];
      }
      const answer = readInvestigation(reader, incident, path);
      return answer ? [{ name, check, answer }] : [];
    });
}

/** An investigation in a file must be one that could have been made: every step possible, every id known. */
function readInvestigation(reader: Reader, incident: Incident, file: string): IncidentAnswer | null {
  const read = reader.yaml(file, investigationYamlSchema);
  if (!read) return null;
  const taken: IncidentAnswer['steps'] = [];
  for (const step of read.steps) {
    const refusal = refuseStep(incident, replayInvestigation(incident, taken), step);
    if (refusal !== null) {
      const why = {
        unknown: 'there is none of that id',
        already: 'it was taken before',
        'no-time': 'the budget has no time left for it',
      }[refusal];
      reader.complain(file, `steps: ${step.kind}:${step.id} can't be taken: ${why}`);
    }
    taken.push(step);
  }
  const { cause, component, durable } = incident.diagnosis;
  const unknown = (part: string, ids: readonly string[], options: readonly { id: string }[]) => {
    for (const id of ids) {
      if (id !== '' && !options.some((option) => option.id === id)) {
        reader.complain(
          file,
          `${part}: there is no "${id}"; expected one of ${options.map(idOf).join(', ')}`,
        );
      }
    }
  };
  unknown('cause', [read.cause], cause);
  unknown('component', [read.component], component);
  unknown('durable', read.durable, durable.options);
  unknown('evidence', read.evidence, incident.cards);
  if (read.evidence.length > evidencePinsMax) {
    reader.complain(file, `evidence: expected at most ${evidencePinsMax} cards`);
  }
  return { kind: 'incident', ...read };
}
