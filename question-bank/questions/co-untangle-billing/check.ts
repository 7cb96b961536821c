import type { Check, CheckTools, Guest, Random } from '../../../sandbox/check-api.ts';
import type { Json } from '../../../sandbox/contract.ts';

interface Customer {
  id: string;
  plan: 'free' | 'flat' | 'metered';
  annual: boolean;
  country: string;
  vatId: string | null;
  closedAfter: string | null;
}

interface Usage {
  metric: string;
  quantity: number;
}

interface Answer {
  status?: number;
  reference?: string | null;
  rejects?: string;
}

interface Case {
  customerId: string;
  now: number;
  customer: Customer | null;
  usage: Usage[];
  answers: Answer[];
  turns: number;
  legacyRounding: boolean;
}

type Price = {
  lines: Array<{ text: string; cents: number }>;
  subtotalCents: number;
  taxCents: number;
  totalCents: number;
};

const toJson = (value: unknown): Json => JSON.parse(JSON.stringify(value));

/** What the old function computes, and with `legacy` false what rule 2 asks for. */
function priceOf(customer: Customer, usage: readonly Usage[], legacy: boolean): Price {
  const of = (metric: string) => usage.filter((one) => one.metric === metric).map((one) => one.quantity);
  const total = (metric: string) => of(metric).reduce((sum, quantity) => sum + quantity, 0);
  const exact: Price['lines'] = [];
  if (customer.plan === 'flat') {
    exact.push({ text: 'base fee', cents: 4900 });
    const seats = Math.max(0, ...of('seats'));
    if (seats > 5) exact.push({ text: 'additional seats', cents: (seats - 5) * 900 });
  }
  if (customer.plan === 'metered') {
    const calls = total('calls');
    const cents = calls > 10_000 ? 9000 * 0.4 + (calls - 10_000) * 0.25 : (calls - 1000) * 0.4;
    if (calls > 1000) exact.push({ text: 'calls', cents });
    if (total('storage') > 0) exact.push({ text: 'storage', cents: total('storage') * 12.5 });
  }
  for (const line of exact) if (customer.annual) line.cents *= 0.9;
  const rates: Record<string, number> = { DE: 19, FR: 20, NL: 21 };
  const rate = customer.country === 'DE' || customer.vatId === null ? (rates[customer.country] ?? 0) : 0;
  const lines = exact.map((line) => ({ text: line.text, cents: Math.round(line.cents) }));
  const sum = (list: Price['lines']) => list.reduce((cents, line) => cents + line.cents, 0);
  const subtotalCents = legacy ? sum(lines) : Math.round(sum(exact));
  const taxCents = legacy
    ? lines.reduce((cents, line) => cents + Math.floor((line.cents * rate) / 100), 0)
    : Math.round((subtotalCents * rate) / 100);
  return { lines, subtotalCents, taxCents, totalCents: subtotalCents + taxCents };
}

/** Results and calls of the ports, as the old function makes them. */
function expectedOf(one: Case): Json {
  const date = new Date(one.now);
  const before = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - 1, 1));
  const month = before.toISOString().slice(0, 7);
  const log: unknown[] = [['findCustomer', one.customerId]];
  const { customer } = one;
  if (customer === null) return toJson({ result: { status: 'unknown-customer' }, log });
  if (customer.closedAfter !== null && customer.closedAfter < month)
    return toJson({ result: { status: 'closed' }, log });
  log.push(['usageOf', one.customerId, month]);
  const price = priceOf(customer, one.usage, one.legacyRounding);
  if (price.subtotalCents === 0) return toJson({ result: { status: 'nothing-to-pay' }, log });
  if (price.subtotalCents < 50) {
    return toJson({ result: { status: 'carried', subtotalCents: price.subtotalCents }, log });
  }
  const id = `${one.customerId}-${month}`;
  const save = (status: string, reference: string | null) =>
    log.push(['saveInvoice', { id, customerId: one.customerId, month, ...price, status, reference }]);
  save('open', null);
  let error = '';
  let sameObject: boolean | null = null;
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    log.push(['charge', id, price.totalCents]);
    const answer = one.answers[Math.min(attempt, one.answers.length) - 1] ?? {};
    if (answer.rejects === undefined && answer.status === 200 && typeof answer.reference === 'string') {
      save('paid', answer.reference);
      return toJson({ result: { status: 'paid', invoiceId: id, reference: answer.reference }, log });
    }
    if (answer.rejects === undefined && answer.status === 402) {
      save('declined', null);
      return toJson({ result: { status: 'declined', invoiceId: id }, log });
    }
    error = answer.rejects ?? `gateway answered ${answer.status}`;
    if (answer.rejects !== undefined) sameObject = true;
    else if (sameObject !== null) sameObject = false;
    if (attempt < 3) log.push(['sleep', 200 * attempt * attempt]);
  }
  save('unpaid', null);
  return toJson({ error, sameObject, log });
}

async function compare(guest: Guest, tools: CheckTools, cases: Case[]): Promise<void> {
  const answers = await guest.call('bill', toJson(cases));
  if (!Array.isArray(answers)) return tools.fail('there were no results');
  cases.forEach((one, index) => {
    const expected = expectedOf(one);
    const actual = answers[index] ?? null;
    const what =
      one.customer === null
        ? 'an unknown customer'
        : `a ${one.customer.plan} customer in ${one.customer.country}`;
    tools.equal(actual, expected, `bill of ${what}, result and calls of the ports`, toJson(one));
  });
}

const paid: Answer[] = [{ status: 200, reference: 'ref-1' }];

function randomCase(random: Random, legacyRounding = true): Case {
  const customerId = `c${random.int(1, 99_999)}`;
  const quantityOf = (metric: string) => {
    if (metric === 'calls')
      return random.pick([0, 1, 500, 999, 1000, 1001, random.int(1000, 12_000), random.int(9_000, 400_000)]);
    if (metric === 'storage') return random.pick([0, 1, 3, random.int(1, 900), random.int(1, 9) / 2]);
    return random.int(0, 12);
  };
  const metrics = ['calls', 'calls', 'storage', 'storage', 'seats', 'seats', 'errors'];
  return {
    customerId,
    now: Date.UTC(2025, random.int(0, 14), random.int(1, 31), random.int(0, 23)),
    customer:
      random.next() < 0.04
        ? null
        : {
            id: customerId,
            plan: random.pick(['free', 'flat', 'metered', 'metered', 'metered'] as const),
            annual: random.next() < 0.5,
            country: random.pick(['DE', 'FR', 'NL', 'US']),
            vatId: random.next() < 0.4 ? 'X123' : null,
            closedAfter: random.pick([null, null, null, null, '2024-11', '2025-06', '2026-12']),
          },
    usage: Array.from({ length: random.int(0, 4) }, () => {
      const metric = random.pick(metrics);
      return { metric, quantity: quantityOf(metric) };
    }),
    answers: paid,
    turns: 1,
    legacyRounding,
  };
}

const metered: Case = {
  customerId: 'c7',
  now: Date.UTC(2026, 0, 31, 23, 59),
  customer: { id: 'c7', plan: 'metered', annual: true, country: 'DE', vatId: 'DE1', closedAfter: null },
  usage: [
    { metric: 'calls', quantity: 12_345 },
    { metric: 'storage', quantity: 7 },
  ],
  answers: paid,
  turns: 1,
  legacyRounding: true,
};

const checks: Check[] = [
  {
    name: 'one-bill',
    title: 'A metered customer in Germany is billed as before',
    visible: true,
    weight: 1,
    run: (guest, tools) => compare(guest, tools, [metered]),
  },
  {
    name: 'price',
    title: 'priceUsage prices the same customer, with both kinds of rounding',
    visible: true,
    weight: 1,
    async run(guest, tools) {
      if (metered.customer === null) return;
      for (const legacy of [true, false]) {
        const actual = await guest.call('price', toJson(metered.customer), toJson(metered.usage), legacy);
        tools.equal(
          actual,
          toJson(priceOf(metered.customer, metered.usage, legacy)),
          `legacyRounding: ${legacy}`,
          toJson(metered),
        );
      }
    },
  },
  {
    name: 'golden',
    title: '150 bills, rounded as finance reconciles them',
    weight: 4,
    async run(guest, tools) {
      const random = tools.random(20_260);
      for (let round = 0; round < 150; round += 1) await compare(guest, tools, [randomCase(random)]);
    },
  },
  {
    name: 'corrected-rounding',
    title: '150 prices, rounded as they should be',
    weight: 2,
    async run(guest, tools) {
      const random = tools.random(31_415);
      let different = 0;
      for (let round = 0; round < 150; round += 1) {
        const one = randomCase(random, false);
        await compare(guest, tools, [one]);
        if (one.customer === null) continue;
        const price = priceOf(one.customer, one.usage, false);
        if (price.totalCents !== priceOf(one.customer, one.usage, true).totalCents) different += 1;
        const actual = await guest.call('price', toJson(one.customer), toJson(one.usage), false);
        tools.equal(actual, toJson(price), 'priceUsage with legacyRounding: false', toJson(one));
      }
      tools.assert(different > 10, 'the cases do not tell the two ways of rounding apart');
    },
  },
  {
    name: 'errors',
    title: 'Declines, failures and retries end as before, with the same calls in the same order',
    weight: 3,
    async run(guest, tools) {
      const answers: Answer[][] = [
        [{ status: 402 }],
        [{ status: 503 }, { status: 402 }],
        [{ status: 503 }, { status: 200, reference: 'late' }],
        [{ rejects: 'connection reset' }, { status: 500 }, { status: 200, reference: 'third' }],
        [{ status: 503 }, { status: 500 }, { status: 429 }],
        [{ rejects: 'first' }, { rejects: 'second' }, { rejects: 'third' }],
        [{ status: 500 }, { status: 500 }, { rejects: 'the last one counts' }],
        [{ rejects: 'not this one' }, { status: 500 }],
        [
          { status: 200, reference: null },
          { status: 200, reference: 'ok' },
        ],
        [{ status: 201, reference: 'no' }],
        [{ status: 400 }],
      ];
      for (const some of answers) {
        await compare(guest, tools, [{ ...metered, answers: some }]);
        await compare(guest, tools, [{ ...metered, answers: some, turns: 5, legacyRounding: false }]);
      }
    },
  },
  {
    name: 'parallel',
    title: 'Bills made at the same time do not touch each other',
    weight: 2,
    async run(guest, tools) {
      const random = tools.random(5_050);
      const endings: Answer[][] = [
        paid,
        [{ status: 402 }],
        [{ status: 503 }],
        [{ rejects: 'reset' }],
        [{ status: 503 }, ...paid],
      ];
      for (let round = 0; round < 20; round += 1) {
        const cases = Array.from(
          { length: 6 },
          (_, index): Case => ({
            ...randomCase(random),
            answers: random.pick(endings).map((answer) => ({
              ...answer,
              ...(answer.rejects ? { rejects: `reset ${round}/${index}` } : {}),
            })),
            turns: random.int(1, 9),
          }),
        );
        await compare(guest, tools, cases);
      }
    },
  },
  {
    name: 'pure-pricing',
    title: 'pricing.ts and what it imports know no clock, no chance, no port and no waiting',
    weight: 2,
    async run(guest, tools) {
      const files = new Map(guest.files.map((file) => [file.path, withoutTexts(file.text)]));
      const originals = new Map(guest.files.map((file) => [file.path, file.text]));
      const open = ['pricing.ts'];
      const seen = new Set<string>();
      for (let path = open.pop(); path !== undefined; path = open.pop()) {
        if (seen.has(path)) continue;
        seen.add(path);
        const text = files.get(path);
        if (text === undefined) return tools.fail(`${path} is missing`);
        const impure =
          /\b(?:Date|performance|Math\s*\.\s*random|crypto|async|await|Promise|setTimeout|queueMicrotask|globalThis|console|fetch|Ports|ports|clock|gateway|repo)\b/u.exec(
            text,
          );
        tools.assert(impure === null, `${path} uses ${impure?.[0]}, so it is not pure`);
        const state = /^(?:export\s+)?(?:let|var)\s+\w+/mu.exec(text);
        tools.assert(state === null, `${path} keeps state outside its functions: ${state?.[0]}`);
        for (const [, from] of (originals.get(path) ?? '').matchAll(
          /^\s*(?:import|export)\b(?!\s+type\b)[^;]*?from\s+['"]\.\/([^'"]+)['"]/gmu,
        )) {
          if (from !== undefined) open.push(from);
        }
      }
      tools.assert(!seen.has('solution.ts'), 'pricing.ts imports solution.ts, which talks to the ports');
      // Moving the old code somewhere else and calling it from priceUsage would pass all of the above: it must be used.
      const used = [...files].some(([path, text]) => path !== 'pricing.ts' && /\bpriceUsage\b/u.test(text));
      tools.assert(used, 'no other file uses priceUsage');
    },
  },
  {
    name: 'small-functions',
    title: 'No function has more than 40 lines or more than 8 paths',
    weight: 2,
    async run(guest, tools) {
      await compare(guest, tools, [metered]);
      for (const file of guest.files) {
        if (!file.path.endsWith('.ts')) continue;
        for (const one of functionsIn(withoutTexts(file.text))) {
          const where = `the function in ${file.path} from line ${one.firstLine}`;
          tools.assert(one.lines <= 40, `${where} has ${one.lines} lines`, {
            expected: 'at most 40',
            actual: one.lines,
          });
          tools.assert(one.paths <= 8, `${where} has ${one.paths} paths`, {
            expected: 'at most 8',
            actual: one.paths,
          });
        }
      }
    },
  },
];

/** The program with comments, texts and regular expressions blanked, line breaks kept: only code is left to look at. */
function withoutTexts(source: string): string {
  const pattern =
    /\/\/[^\n]*|\/\*[\s\S]*?\*\/|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`|(?<=[=(,:!&|?{};\n]\s*)\/(?:\\.|\[(?:\\.|[^\]\n])*\]|[^/\\\n[*])(?:\\.|\[(?:\\.|[^\]\n])*\]|[^/\\\n[])*\/[a-z]*/gu;
  return source.replaceAll(pattern, (text) => text.replaceAll(/[^\n]/gu, ' '));
}

interface FunctionSize {
  firstLine: number;
  lines: number;
  paths: number;
}

/** Every function with a body in braces. What stands in functions inside it is counted there and not here. */
function functionsIn(code: string): FunctionSize[] {
  const found: FunctionSize[] = [];
  const open: Array<{ at: number; isFunction: boolean; inner: Array<[from: number, to: number]> }> = [];
  for (let at = 0; at < code.length; at += 1) {
    if (code[at] === '{') open.push({ at, isFunction: opensFunction(code, at), inner: [] });
    if (code[at] !== '}') continue;
    const block = open.pop();
    if (!block?.isFunction) continue;
    const outer = open.findLast((one) => one.isFunction);
    outer?.inner.push([block.at, at]);
    let own = code.slice(block.at, at);
    for (const [from, to] of block.inner)
      own = own.slice(0, from - block.at) + ' '.repeat(to - from) + own.slice(to - block.at);
    const firstLine = code.slice(0, block.at).split('\n').length;
    const decisions =
      own.match(/\b(?:if|for|while|case|catch)\b|&&|\|\||\?(?![.?:)])(?<!\?\?)/gu)?.length ?? 0;
    found.push({ firstLine, lines: code.slice(block.at, at).split('\n').length, paths: 1 + decisions });
  }
  return found;
}

/** Whether the brace at this place begins a function's body, judged by what stands before it. */
function opensFunction(code: string, at: number): boolean {
  const before = code.slice(Math.max(0, at - 600), at);
  if (/=>\s*$/u.test(before)) return true;
  // A return type may stand between the parameters and the body.
  const header = /\)\s*(?::[^;{}()=]*(?:<[^;{}]*>)?[^;{}()=]*)?$/u.exec(before);
  if (header === null) return false;
  let depth = 0;
  let start = header.index;
  for (; start >= 0; start -= 1) {
    if (before[start] === ')') depth += 1;
    if (before[start] === '(') depth -= 1;
    if (depth === 0) break;
  }
  return !/\b(?:if|for|while|switch|catch|with)\s*$/u.test(before.slice(0, Math.max(0, start)));
}

export default checks;
