import type { DesignAnswer } from '../domain/answer.ts';
import { type Design, designComponentsMax, designConnectionsMax } from '../domain/design/design.ts';
import { sameDesign } from '../domain/design/same-design.ts';
import {
  connectionSettings,
  isComponentKind,
  kindTables,
  type Setting,
} from '../simulation/load/drawing/kinds.ts';
import { designProblems } from '../simulation/load/drawing/problems.ts';
import { type Objective, objectiveGroups, type Scenario } from '../simulation/load/scenario.ts';
import { changedDrawing, drawingOf, drawingProblems } from './drawing-of.ts';
import type { DesignQuestion, QuestionFiles, WrongDesign } from './question.ts';
import {
  type DesignYaml,
  designYamlSchema,
  drawingChangeYamlSchema,
  drawingYamlSchema,
} from './schema/design-yaml.ts';
import type { readYaml } from './schema/read-yaml.ts';

/** What loading needs of the folder; problems are collected in it. */
interface Reader {
  files: QuestionFiles;
  complain(file: string, message: string): void;
  yaml<T>(file: string, schema: Parameters<typeof readYaml<T>>[2]): T | null;
}

export type LoadedDesign = Pick<
  DesignQuestion,
  | 'scenario'
  | 'objectives'
  | 'points'
  | 'start'
  | 'fixed'
  | 'palette'
  | 'seed'
  | 'gradedSeeds'
  | 'note'
  | 'reference'
  | 'wrong'
>;

/** Reads design.yaml, the starting drawing, the reference and the wrong drawings; null when something is missing. */
export function readDesignQuestion(reader: Reader): LoadedDesign | null {
  const yaml = reader.yaml('design.yaml', designYamlSchema);
  const drawing = reader.yaml('start.yaml', drawingYamlSchema);
  if (!yaml || !drawing) return null;
  for (const problem of yamlProblems(yaml)) reader.complain('design.yaml', problem);
  if (drawing.note !== '') reader.complain('start.yaml', 'note: the note begins empty; expected none');
  const start = drawingOf(drawing);
  const bases: Bases = { start };
  check(reader, 'start.yaml', yaml, bases, start);
  const reference = readDrawing(reader, 'reference.yaml', yaml, bases);
  if (!reference) return null;
  if (reference.note.trim() === '')
    reader.complain('reference.yaml', 'note: expected the note of a good answer');
  for (const { text } of designProblems(reference.design, yaml.scenario)) {
    reader.complain('reference.yaml', `the drawing has a problem: ${text}`);
  }
  const wrong = readWrong(reader, yaml, { start, reference: reference.design });
  return { ...yaml, start, reference, wrong };
}

/** What a file's drawing may be described by. */
interface Bases {
  start: Design;
  reference?: Design;
}

function readWrong(reader: Reader, yaml: DesignYaml, bases: Bases): WrongDesign[] {
  const known = yaml.objectives.map((objective) => objective.id);
  return Object.keys(reader.files)
    .filter((path) => path.startsWith('wrong/'))
    .sort()
    .flatMap((path) => {
      const name = path.slice('wrong/'.length).replace(/\.yaml$/u, '');
      const [objective = '', why = ''] = name.split('--');
      if (!path.endsWith('.yaml') || why === '') {
        reader.complain(path, 'expected a name like <objective>--<why>.yaml');
        return [];
      }
      if (!known.includes(objective)) {
        reader.complain(path, `names the objective "${objective}"; expected one of ${known.join(', ')}`);
        return [];
      }
      const answer = readDrawing(reader, path, yaml, bases);
      return answer ? [{ name, check: objective, answer }] : [];
    });
}

/** A whole drawing, or what differs from the start or the reference. */
function readDrawing(reader: Reader, file: string, yaml: DesignYaml, bases: Bases): DesignAnswer | null {
  const text = reader.files[file];
  const isChange = text !== undefined && /^from:/mu.test(text);
  if (!isChange) {
    const read = reader.yaml(file, drawingYamlSchema);
    if (!read) return null;
    const design = drawingOf(read);
    check(reader, file, yaml, bases, design);
    return { kind: 'design', design, note: read.note };
  }
  const read = reader.yaml(file, drawingChangeYamlSchema);
  if (!read) return null;
  const base = bases[read.from];
  if (!base) {
    reader.complain(file, 'from: the reference can only be made from the start; expected "start"');
    return null;
  }
  const { design, problems } = changedDrawing(base, read);
  for (const problem of problems) reader.complain(file, problem);
  check(reader, file, yaml, bases, design);
  return { kind: 'design', design, note: read.note };
}

/** What somebody who draws on the page could not have made. */
function check(reader: Reader, file: string, yaml: DesignYaml, { start }: Bases, design: Design): void {
  const problems = drawingProblems(design);
  if (design.components.length > designComponentsMax)
    problems.push(`components: expected at most ${designComponentsMax}`);
  if (design.connections.length > designConnectionsMax)
    problems.push(`connections: expected at most ${designConnectionsMax}`);
  const allowed = new Set([...yaml.palette, ...start.components.map((one) => one.kind)]);
  for (const { id, kind } of design.components) {
    if (!allowed.has(kind)) problems.push(`components: ${id} is a ${kind}, which the palette does not offer`);
  }
  for (const id of yaml.fixed) {
    const [before, after] = [start, design].map(({ components }) => components.find((one) => one.id === id));
    if (!after) problems.push(`components: "${id}" is fixed in design.yaml; expected it in the drawing`);
    else if (before && !sameDesign(only(before), only(after)))
      problems.push(`components: "${id}" is fixed in design.yaml; expected it as in start.yaml`);
  }
  problems.push(...flowProblems(yaml.scenario, design), ...outsideProblems(yaml, design));
  for (const problem of problems) reader.complain(file, problem);
}

function only(component: Design['components'][number]): Design {
  return { components: [component], connections: [] };
}

/** Settings that name flows must name flows that there are. */
function flowProblems(scenario: Scenario, design: Design): string[] {
  const known = scenario.flows.map((flow) => flow.id);
  const parts = [
    ...design.components.map(({ id, kind, settings }) => ({
      id,
      settings,
      table: isComponentKind(kind) ? kindTables[kind].settings : [],
    })),
    ...design.connections.map(({ id, settings }) => ({ id, settings, table: connectionSettings })),
  ];
  return parts.flatMap(({ id, settings, table }) =>
    table.filter(isFlows).flatMap(({ key }) =>
      namedFlows(settings[key])
        .filter((flow) => !known.includes(flow))
        .map((flow) => `${id}.${key}: there is no flow "${flow}"; expected one of ${known.join(', ')}`),
    ),
  );
}

function isFlows(setting: Setting): boolean {
  return setting.type === 'flows';
}

function namedFlows(value: unknown): string[] {
  if (typeof value !== 'string') return [];
  return value
    .split(',')
    .map((flow) => flow.trim())
    .filter((flow) => flow !== '');
}

/** An external system is drawn under the id by which the scenario describes it; nobody may take one away. */
function outsideProblems({ scenario, fixed }: DesignYaml, design: Design): string[] {
  const problems: string[] = [];
  const drawn = design.components.filter((one) => one.kind === 'provider').map((one) => one.id);
  for (const id of drawn) {
    if (!scenario.providers.some((one) => one.id === id))
      problems.push(`components: design.yaml describes no provider "${id}"`);
  }
  for (const { id } of scenario.providers) {
    if (!drawn.includes(id)) problems.push(`components: expected the provider "${id}" of design.yaml`);
  }
  const clients = design.components.filter((one) => one.kind === 'clients');
  if (clients.length !== 1) problems.push(`components: expected clients once, got ${clients.length}`);
  for (const { id } of [...clients, ...design.components.filter((one) => one.kind === 'provider')]) {
    if (!fixed.includes(id)) problems.push(`components: "${id}" must be listed in design.yaml under fixed`);
  }
  return problems;
}

/** Ids in design.yaml that name nothing, and groups that nothing is measured for. */
function yamlProblems({ scenario, objectives, fixed }: DesignYaml): string[] {
  const flows = scenario.flows.map((one) => one.id);
  const providers = scenario.providers.map((one) => one.id);
  const unknown = (at: string, what: string, id: string, ids: readonly string[]) =>
    ids.includes(id)
      ? []
      : [`${at}: there is no ${what} "${id}"; expected one of ${ids.join(', ') || 'none'}`];
  return [
    ...scenario.profiles.flatMap((profile, index) => {
      const at = `scenario.profiles.${index}`;
      return [
        ...Object.keys(profile.traffic).flatMap((id) => unknown(`${at}.traffic`, 'flow', id, flows)),
        ...profile.events.flatMap((event, place) =>
          event.kind === 'provider-down'
            ? unknown(`${at}.events.${place}.provider`, 'provider', event.provider, providers)
            : [],
        ),
      ];
    }),
    ...flows
      .filter((id) => !scenario.profiles.some((profile) => profile.traffic[id] !== undefined))
      .map((id) => `scenario.flows: no profile has traffic of "${id}"`),
    ...objectives.flatMap((objective, index) => objectiveProblems(objective, index, scenario, unknown)),
    ...objectiveGroups
      .filter((group) => !objectives.some((objective) => objective.group === group))
      .map((group) => `objectives: none is of the group "${group}"; expected at least one of each`),
    ...fixed.filter((id, index) => fixed.indexOf(id) !== index).map((id) => `fixed: "${id}" is listed twice`),
  ];
}

function objectiveProblems(
  { measure, profile, window, group }: Objective,
  index: number,
  { flows, providers, profiles }: Scenario,
  unknown: (at: string, what: string, id: string, ids: readonly string[]) => string[],
): string[] {
  const at = `objectives.${index}`;
  const measured = profiles.find((one) => one.id === profile);
  const ids = (list: readonly { id: string }[]) => list.map((one) => one.id);
  const flow = 'flow' in measure ? measure.flow : undefined;
  return [
    ...unknown(`${at}.profile`, 'profile', profile, ids(profiles)),
    ...(flow === undefined ? [] : unknown(`${at}.measure.flow`, 'flow', flow, ids(flows))),
    ...('provider' in measure
      ? unknown(`${at}.measure.provider`, 'provider', measure.provider, ids(providers))
      : []),
    ...(flow !== undefined && measured && measured.traffic[flow] === undefined
      ? [`${at}.profile: "${profile}" has no traffic of "${flow}"; nothing could be measured`]
      : []),
    ...(window !== null && measured && !(window[0] < window[1] && window[1] <= measured.seconds)
      ? [`${at}.window: expected two seconds in order, within the ${measured.seconds} of the profile`]
      : []),
    ...(measure.kind === 'cost' && group !== 'cost' ? [`${at}.group: expected "cost" for what is paid`] : []),
  ];
}
