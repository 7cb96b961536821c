import type { Check, CheckTools, Guest, Random } from '../../../sandbox/check-api.ts';
import type { Json } from '../../../sandbox/contract.ts';

interface Grant {
  id: string;
  effect: 'allow' | 'deny';
  pattern: string;
  tenant: string | null;
  ownerOnly: boolean;
}

interface Role {
  id: string;
  inherits: string[];
  grants: Grant[];
}

interface Question {
  subject: { id: string; assignments: Array<{ role: string; tenant: string }> };
  verb: string;
  resource: { type: string; tenant: string; ownerId: string | null };
}

const allow = (id: string, pattern: string, more: Partial<Grant> = {}): Grant => ({
  id,
  effect: 'allow',
  pattern,
  tenant: null,
  ownerOnly: false,
  ...more,
});
const deny = (id: string, pattern: string, more: Partial<Grant> = {}): Grant => ({
  ...allow(id, pattern, more),
  effect: 'deny',
});
const role = (id: string, grants: Grant[], inherits: string[] = []): Role => ({ id, inherits, grants });

/** `ann` asks; assignments are written `role@tenant`. */
function ask(
  assignments: string[],
  verb: string,
  type = 'orders',
  tenant = 'acme',
  ownerId: string | null = 'bob',
): Question {
  return {
    subject: {
      id: 'ann',
      assignments: assignments.map((one) => ({
        role: one.split('@')[0] ?? '',
        tenant: one.split('@')[1] ?? '',
      })),
    },
    verb,
    resource: { type, tenant, ownerId },
  };
}

/** The rules of the prompt, evaluated over all grants that can be reached. */
function naive(roles: readonly Role[], question: Question): { allow: boolean; because: string | null } {
  const { subject, verb, resource } = question;
  const held = new Set(
    subject.assignments
      .filter((one) => one.tenant === '*' || one.tenant === resource.tenant)
      .map((one) => one.role),
  );
  for (let size = -1; size !== held.size; ) {
    size = held.size;
    for (const one of roles) if (held.has(one.id)) for (const inherited of one.inherits) held.add(inherited);
  }
  const matching = roles
    .filter((one) => held.has(one.id))
    .flatMap((one) => one.grants)
    .filter((grant) => {
      const [type, action] = grant.pattern.split(':');
      const word = (pattern: string | undefined, value: string) => pattern === '*' || pattern === value;
      const owns = !grant.ownerOnly || resource.ownerId === subject.id;
      return (
        word(type, resource.type) &&
        word(action, verb) &&
        owns &&
        (grant.tenant ?? resource.tenant) === resource.tenant
      );
    });
  const ids = (effect: string) =>
    matching
      .filter((grant) => grant.effect === effect)
      .map((grant) => grant.id)
      .sort();
  const [denied] = ids('deny');
  const [allowed] = ids('allow');
  if (denied !== undefined) return { allow: false, because: denied };
  return { allow: allowed !== undefined, because: allowed ?? null };
}

async function compare(
  guest: Guest,
  tools: CheckTools,
  roles: Role[],
  questions: Question[],
  look: 'allow' | 'both' = 'both',
) {
  const toJson = (value: unknown): Json => JSON.parse(JSON.stringify(value));
  await guest.call('use', toJson({ roles }));
  const answers = await guest.call('decide', toJson(questions));
  questions.forEach((question, index) => {
    const expected = naive(roles, question);
    const answer = Array.isArray(answers) ? answers[index] : null;
    const got = typeof answer === 'object' && answer !== null && !Array.isArray(answer) ? answer : {};
    const { subject, verb, resource } = question;
    const held = subject.assignments.map((one) => `${one.role}@${one.tenant}`).join(', ') || 'no role';
    const what = `${verb} ${resource.type} of ${resource.tenant} by ${subject.id} (${held})`;
    const input = toJson({ roles: roles.length <= 6 ? roles : `${roles.length} roles`, ...question });
    tools.assert(got.allow === expected.allow, `${what}: expected ${expected.allow ? 'yes' : 'no'}`, {
      input,
      expected,
      actual: answer ?? null,
    });
    if (look === 'both') {
      tools.assert(got.because === expected.because, `${what}: because`, {
        input,
        expected,
        actual: answer ?? null,
      });
    }
  });
}

const types = ['orders', 'order', 'invoices', 'users'];
const verbs = ['read', 'update', 'delete', 'readall'];

function randomPolicy(random: Random): Role[] {
  const names = ['a', 'b', 'c', 'd', 'e', 'f', 'missing'];
  let number = 0;
  const grant = (): Grant => {
    number += 1;
    const pattern = `${random.pick([...types, '*', 'ord*'])}:${random.pick([...verbs, '*'])}`;
    return {
      id: `g${random.int(10, 99)}-${number}`,
      effect: random.next() < 0.25 ? 'deny' : 'allow',
      pattern,
      tenant: random.pick([null, null, null, 'acme', 'other']),
      ownerOnly: random.next() < 0.25,
    };
  };
  return names.slice(0, 6).map((id) =>
    role(
      id,
      Array.from({ length: random.int(0, 3) }, grant),
      Array.from({ length: random.int(0, 2) }, () => random.pick(names)),
    ),
  );
}

const checks: Check[] = [
  {
    name: 'example',
    title: 'The example of the text',
    visible: true,
    weight: 1,
    async run(guest, tools) {
      const roles = [
        role('viewer', [allow('g1', 'orders:read')]),
        role('clerk', [allow('g2', 'orders:*', { ownerOnly: true })], ['viewer']),
        role('auditor', [deny('g3', '*:delete')]),
      ];
      const ann = ['clerk@acme', 'auditor@*'];
      await compare(guest, tools, roles, [
        ask(ann, 'read'),
        ask(ann, 'update'),
        ask(ann, 'update', 'orders', 'acme', 'ann'),
        ask(ann, 'delete', 'orders', 'acme', 'ann'),
        ask(ann, 'read', 'orders', 'other', 'ann'),
      ]);
    },
  },
  {
    name: 'default-deny',
    title: 'Without a matching grant the answer is no, because of nothing',
    visible: true,
    weight: 1,
    async run(guest, tools) {
      const roles = [role('viewer', [allow('g1', 'orders:read')]), role('empty', [])];
      await compare(guest, tools, roles, [
        ask([], 'read'),
        ask(['empty@acme'], 'read'),
        ask(['nobody@acme'], 'read'),
        ask(['viewer@acme'], 'update'),
        ask(['viewer@acme'], 'read'),
      ]);
      await compare(guest, tools, [], [ask(['viewer@*'], 'read')]);
    },
  },
  {
    name: 'patterns',
    title: 'A pattern matches whole words only',
    weight: 2,
    async run(guest, tools) {
      const patterns = [
        'order:*',
        'orders:read',
        'ord*:read',
        '*:read',
        'orders:*',
        '*:*',
        'orders:rea',
        '*s:read',
        'Orders:read',
      ];
      for (const pattern of patterns) {
        const roles = [role('r', [allow('g', pattern)])];
        const questions = [...types, 'ord*', 'Orders', '*'].flatMap((type) =>
          [...verbs, '*', ''].map((verb) => ask(['r@acme'], verb, type)),
        );
        await compare(guest, tools, roles, questions, 'allow');
      }
    },
  },
  {
    name: 'deny-wins',
    title: 'One matching deny is stronger than any number of allows',
    weight: 3,
    async run(guest, tools) {
      const roles = [
        role('admin', [allow('a1', '*:*'), allow('a2', 'orders:delete'), allow('a3', 'orders:*')]),
        role('frozen', [deny('z9', 'orders:delete')]),
        role('base', [deny('d1', 'invoices:*')]),
        role('chief', [allow('c1', 'invoices:read')], ['admin', 'base']),
        role('mixed', [deny('m1', 'users:update', { ownerOnly: true }), allow('m2', 'users:update')]),
      ];
      const questions = verbs.flatMap((verb) =>
        types.flatMap((type) => [
          ask(['admin@acme'], verb, type),
          ask(['admin@acme', 'frozen@acme'], verb, type),
          ask(['frozen@acme', 'admin@acme'], verb, type),
          ask(['admin@acme', 'frozen@other'], verb, type),
          ask(['chief@acme'], verb, type),
          ask(['mixed@acme'], verb, type, 'acme', 'ann'),
          ask(['mixed@acme'], verb, type, 'acme', 'bob'),
        ]),
      );
      await compare(guest, tools, roles, questions, 'allow');
    },
  },
  {
    name: 'tenants',
    title: 'A role held in one tenant gives nothing in another, inherited or not',
    weight: 3,
    async run(guest, tools) {
      const roles = [
        role('base', [allow('b1', 'orders:read'), allow('b2', 'orders:update', { tenant: 'acme' })]),
        role('middle', [allow('m1', 'invoices:read', { tenant: 'other' })], ['base']),
        role('top', [allow('t1', 'users:*')], ['middle']),
        role('ban', [deny('x1', '*:*')]),
        role('banned', [], ['ban']),
      ];
      const tenants = ['acme', 'other', 'third', '*'];
      const holders = ['base', 'middle', 'top'].flatMap((name) =>
        tenants.map((tenant) => [`${name}@${tenant}`]),
      );
      const mixes = [
        ['top@acme', 'banned@other'],
        ['top@*', 'banned@acme'],
        ['top@acme', 'base@other'],
        ['banned@*', 'top@*'],
      ];
      const questions = [...holders, ...mixes].flatMap((held) =>
        ['acme', 'other', 'third'].flatMap((tenant) =>
          [
            ['read', 'orders'],
            ['update', 'orders'],
            ['read', 'invoices'],
            ['delete', 'users'],
          ].map(([verb, type]) => ask(held, verb ?? '', type ?? '', tenant)),
        ),
      );
      await compare(guest, tools, roles, questions, 'allow');
    },
  },
  {
    name: 'owner',
    title: 'Grants for owners match only the owner',
    weight: 2,
    async run(guest, tools) {
      const roles = [
        role('own', [allow('o1', 'orders:*', { ownerOnly: true })]),
        role('careful', [allow('c1', 'orders:*'), deny('c2', 'orders:delete', { ownerOnly: true })]),
      ];
      const questions = ['ann', 'bob', null, ''].flatMap((owner) =>
        ['own@acme', 'careful@acme'].flatMap((held) =>
          verbs.map((verb) => ask([held], verb, 'orders', 'acme', owner)),
        ),
      );
      await compare(guest, tools, roles, questions, 'allow');
    },
  },
  {
    name: 'inheritance',
    title: 'Roles inherit over several steps; unknown roles give nothing',
    weight: 2,
    async run(guest, tools) {
      const chain = Array.from({ length: 40 }, (_, index) =>
        role(
          `r${index}`,
          [allow(`g${index}`, `type${index}:read`)],
          index < 39 ? [`r${index + 1}`, 'gone'] : ['gone too'],
        ),
      );
      const questions = [0, 1, 2, 20, 39].flatMap((type) =>
        [0, 1, 3, 39].map((held) => ask([`r${held}@acme`], 'read', `type${type}`)),
      );
      await compare(guest, tools, chain, [...questions, ask(['gone@acme'], 'read', 'type0')], 'allow');
      const names = ['__proto__', 'constructor', 'toString'];
      await compare(
        guest,
        tools,
        [role('r', [allow('g', 'orders:read')], names)],
        [
          ask(['r@acme'], 'read'),
          ask(['r@acme'], 'update'),
          ...names.map((name) => ask([`${name}@acme`], 'read')),
        ],
        'allow',
      );
    },
  },
  {
    name: 'cycles',
    title: 'Circles and many paths between roles are no problem',
    weight: 2,
    async run(guest, tools) {
      const circle = [
        role('a', [allow('ga', 'orders:read')], ['b']),
        role('b', [allow('gb', 'orders:update')], ['c', 'b']),
        role('c', [deny('gc', 'orders:delete')], ['a']),
      ];
      await compare(
        guest,
        tools,
        circle,
        verbs.flatMap((verb) => ['a', 'b', 'c'].map((held) => ask([`${held}@acme`], verb))),
      );
      // Two ways at each of 40 steps: a million million paths to the same grant.
      const ladder = Array.from({ length: 40 }, (_, index) => [
        role(`left${index}`, [], [`left${index + 1}`, `right${index + 1}`]),
        role(`right${index}`, [], [`right${index + 1}`, `left${index + 1}`]),
      ]).flat();
      const roles = [...ladder, role('left40', [allow('top', 'orders:read')]), role('right40', [])];
      await compare(guest, tools, roles, [ask(['left0@acme'], 'read'), ask(['right0@acme'], 'delete')]);
      const long = Array.from({ length: 3_000 }, (_, index) =>
        role(`r${index}`, [], [`r${(index + 1) % 3_000}`]),
      );
      long[2_999]?.grants.push(allow('end', 'orders:read'));
      await compare(guest, tools, long, [ask(['r0@acme'], 'read')]);
    },
  },
  {
    name: 'because',
    title: 'The answer names the deciding grant, the first one by its id',
    weight: 2,
    async run(guest, tools) {
      const roles = [
        role('late', [allow('g9', 'orders:read'), allow('g10', '*:read')], ['early']),
        role('early', [allow('g2', 'orders:*'), allow('G3', 'orders:delete')]),
        role('denies', [deny('z2', 'orders:delete'), deny('z10', '*:*')]),
        role('twice', [allow('g1', 'users:read')], ['early', 'late']),
      ];
      const held = [
        ['late@acme'],
        ['early@acme', 'late@acme'],
        ['late@acme', 'denies@acme'],
        ['twice@*'],
        ['twice@acme', 'denies@other'],
      ];
      await compare(
        guest,
        tools,
        roles,
        held.flatMap((one) => verbs.flatMap((verb) => types.map((type) => ask(one, verb, type)))),
      );
    },
  },
  {
    name: 'any-policy',
    title: '6,000 decisions on random policies, compared with a naive evaluator',
    weight: 3,
    async run(guest, tools) {
      const random = tools.random(14_741);
      for (let round = 0; round < 200; round += 1) {
        const roles = randomPolicy(random);
        const questions = Array.from({ length: 30 }, () => {
          const held = Array.from(
            { length: random.int(0, 3) },
            () =>
              `${random.pick(['a', 'b', 'c', 'd', 'e', 'f', 'missing'])}@${random.pick(['acme', 'acme', 'other', '*'])}`,
          );
          const owner = random.pick(['ann', 'bob', null]);
          return ask(held, random.pick(verbs), random.pick(types), random.pick(['acme', 'other']), owner);
        });
        await compare(guest, tools, roles, questions);
      }
    },
  },
];

export default checks;
