/** A small board that loads and is proven by its own files. Texts to replace are marked. */

const cards = Array.from({ length: 12 }, (_, index) => index + 1)
  .map(
    (number) => `  - id: card-${number}
    group: metrics
    title: "TODO: what is looked at, card ${number}"
    minutes: 3
    shows:
      - {form: text, text: "TODO: what is seen"}
`,
  )
  .join('');

const chart = (id: string) => `  - id: ${id}
    title: "TODO: ${id}"
    unit: ms
    lines:
      - {label: p99, points: [[0, 200], [40, 210], [44, 2400], [60, 2900]]}
`;

const incidentYaml = `clock: {startsAt: "09:20", onCallAt: "10:20", budget: 30}
harm: {unit: failed requests, perMinute: 100}
panels:
${chart('latency')}${chart('errors')}${chart('load')}cards:
${cards}actions:
  - {id: stop, text: "TODO: the action that stops it", minutes: 2, harm: 0, marks: full, outcome: "TODO: what is seen then", because: "TODO: why it is right"}
  - {id: restart, text: "TODO: an action that does nothing", minutes: 4, harm: 1, outcome: "TODO: what is seen then", because: "TODO: what choosing it shows"}
  - {id: worse, text: "TODO: an action that makes it worse", minutes: 5, harm: 1.2, outcome: "TODO: what is seen then", because: "TODO: what choosing it shows"}
diagnosis:
  cause:
    - {id: right, text: "TODO: the cause", marks: full, because: "TODO: why it is right"}
    - {id: wrong-a, text: "TODO: another", because: "TODO: which card contradicts it"}
    - {id: wrong-b, text: "TODO: another", because: "TODO: which card contradicts it"}
    - {id: wrong-c, text: "TODO: another", because: "TODO: which card contradicts it"}
  component:
    - {id: here, text: "TODO: the component", marks: full, because: "TODO: why it is right"}
    - {id: there-a, text: "TODO: another", because: "TODO: what picking it shows"}
    - {id: there-b, text: "TODO: another", because: "TODO: what picking it shows"}
    - {id: there-c, text: "TODO: another", because: "TODO: what picking it shows"}
  durable:
    pick: 2
    options:
      - {id: fix-a, text: "TODO: a lasting fix", marks: full, because: "TODO: why it is right"}
      - {id: fix-b, text: "TODO: another lasting fix", marks: full, because: "TODO: why it is right"}
      - {id: no-fix-a, text: "TODO: no fix", because: "TODO: what picking it shows"}
      - {id: no-fix-b, text: "TODO: no fix", because: "TODO: what picking it shows"}
evidence:
  - [card-1, card-2]
  - [card-3]
`;

const referenceYaml = `steps: [card:card-1, card:card-3, action:stop]
evidence: [card-1, card-3]
cause: right
component: here
durable: [fix-a, fix-b]
postmortem: |
  TODO: the postmortem of somebody who raises the team's level.
`;

const investigation = (changes: Record<string, string>): string => {
  const right = {
    steps: '[card:card-1, card:card-3, action:stop]',
    evidence: '[card-1, card-3]',
    cause: 'right',
    component: 'here',
    durable: '[fix-a, fix-b]',
  };
  return Object.entries({ ...right, ...changes })
    .map(([key, value]) => `${key}: ${value}\n`)
    .join('');
};

export const incidentScaffold: Record<string, string> = {
  'incident.yaml': incidentYaml,
  'reference.yaml': referenceYaml,
  'wrong/cause--blames-another.yaml': investigation({ cause: 'wrong-a' }),
  'wrong/component--looks-elsewhere.yaml': investigation({ component: 'there-a' }),
  'wrong/mitigation--restarts.yaml': investigation({
    steps: '[card:card-1, card:card-3, action:restart, action:stop]',
  }),
  'wrong/durable--fixes-nothing.yaml': investigation({ durable: '[no-fix-a, no-fix-b]' }),
  'wrong/efficiency--looks-at-everything.yaml': investigation({
    steps:
      '[card:card-1, card:card-2, card:card-3, card:card-4, card:card-5, card:card-6, card:card-7, card:card-8, action:stop]',
  }),
};
