/**
 * The rule of ARCHITECTURE.md about who may import whom, as a pure function over paths and texts. The test beside this
 * file runs it over the whole tree.
 */
export interface Violation {
  file: string;
  what: string;
}

/** Rooms and what they may import besides themselves. Type-only imports count too: a direction is a direction. */
const rooms: Record<string, readonly string[]> = {
  domain: [],
  simulation: [],
  // Holds parts of the simulated world against the real thing.
  'simulation/litmus': ['db', 'simulation'],
  'question-bank': ['domain', 'simulation'],
  'question-bank/proof': ['question-bank', 'domain', 'simulation', 'sandbox', 'sandbox/lab'],
  'question-bank/questions': ['sandbox', 'simulation'],
  'question-bank/practice': ['sandbox', 'simulation'],
  sandbox: ['domain', 'simulation'],
  // The lab runs the PostgreSQL that comes along, as the application's own database does.
  'sandbox/lab': ['domain', 'sandbox', 'db'],
  db: ['domain'],
  server: ['domain', 'simulation', 'db', 'question-bank', 'question-bank/proof', 'sandbox', 'sandbox/lab'],
  components: ['domain', 'simulation'],
  app: ['server', 'components', 'domain'],
};
/** Entry points, benchmarks and tests of the whole may import what they start. */
const free = new Set(['scripts', 'bench', 'e2e', '.']);

/** Of the sandbox, other rooms see its contract and its two clients only. */
const sandboxDoor = new Set([
  'sandbox/contract.ts',
  'sandbox/check-api.ts',
  'sandbox/client.ts',
  'sandbox/local.ts',
  'sandbox/lab/contract.ts',
  'sandbox/lab/client.ts',
  'sandbox/lab/local.ts',
]);

/** Packages that only some rooms may know. */
const packages: { name: RegExp; rooms: readonly string[] }[] = [
  { name: /^isolated-vm$/, rooms: ['sandbox'] },
  { name: /^drizzle-orm(\/|$)/, rooms: ['db'] },
  { name: /^postgres$/, rooms: ['db', 'sandbox/lab', 'simulation/litmus', 'e2e'] },
  { name: /^next-auth(\/|$)/, rooms: ['server', 'app'] },
  { name: /^graphile-worker$/, rooms: ['db', 'server'] },
];

const readsEnvironment = [
  /^server\/env\.ts$/,
  /^server\/demo\/main\.ts$/,
  /^instrumentation(-client)?\.ts$/,
  /^proxy\.ts$/,
  /^sandbox\/(serve|cli)\.ts$/,
  /^sandbox\/lab\/serve\.ts$/,
  /^sandbox\/(service|confinement|supervisor)\//,
  /^question-bank\/proof\//,
  /^db\/embedded\//,
  /^(scripts|bench|e2e)\//,
  /^[^/]+\.config\.ts$/,
];

const pure = /^(domain|simulation)\//;
const test = /\.test\.tsx?$/;
const forbiddenFolders = /(^|\/)(lib|libs|utils|util|helpers|common|shared)\//;

export function roomOf(file: string): string {
  const [first, second] = file.split('/');
  if (!file.includes('/')) return '.';
  const nested = `${first}/${second}`;
  return nested in rooms ? nested : (first ?? '.');
}

export function findViolations(files: ReadonlyMap<string, string>): Violation[] {
  const found: Violation[] = [];
  for (const [file, text] of files) {
    const complain = (what: string) => found.push({ file, what });
    if (forbiddenFolders.test(file)) complain('stands in a folder that is named for nothing');
    const room = roomOf(file);
    const code = withoutComments(text);
    for (const specifier of importsOf(code)) {
      const problem = importProblem(file, room, specifier);
      if (problem) complain(problem);
    }
    if (/\bas any\b|:\s*any\b(?!\w)|<any>/.test(withoutStrings(code))) complain('uses any');
    if (
      !test.test(file) &&
      /\bprocess\.env\b(?!\.NODE_ENV\b)/.test(code) &&
      !readsEnvironment.some((rule) => rule.test(file))
    ) {
      complain('reads the environment');
    }
    if (
      pure.test(file) &&
      !test.test(file) &&
      /\bDate\.now\(|new Date\(\)|Math\.random\(|\bperformance\.now\(/.test(code)
    ) {
      complain('reads a clock or draws randomness; both are passed in');
    }
  }
  return found;
}

function importProblem(file: string, room: string, specifier: string): string | null {
  if (!specifier.startsWith('.')) {
    if (pure.test(file) && !test.test(file) && /^(node:|react|next)/.test(specifier))
      return `imports ${specifier}`;
    const owned = packages.find((rule) => rule.name.test(specifier));
    const top = room.split('/')[0] ?? room;
    if (owned && !owned.rooms.includes(room) && !owned.rooms.includes(top) && !free.has(top))
      return `imports ${specifier}`;
    return null;
  }
  const target = resolve(file, specifier);
  const other = roomOf(target);
  if (free.has(room) || other === room) return null;
  // package.json and the like are data of the project, not a room.
  if (other === '.' && target.endsWith('.json')) return null;
  // A test may prove its room with what proves it.
  if (test.test(file) && other.startsWith(`${room}/`)) return null;
  const allowed = rooms[room] ?? [];
  // A room may use what lies directly in its parent room.
  if (!allowed.includes(other) && !(room.startsWith(`${other}/`) && allowed.includes(other)))
    return `imports ${target}`;
  const intoSandbox = other === 'sandbox' || other === 'sandbox/lab';
  if (intoSandbox && !room.startsWith('sandbox') && !sandboxDoor.has(target) && !test.test(file)) {
    return `imports ${target}, which is the sandbox's own business`;
  }
  return null;
}

function resolve(file: string, specifier: string): string {
  const parts = file.split('/').slice(0, -1);
  for (const part of specifier.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}

function importsOf(code: string): string[] {
  const pattern =
    /(?:import|export)\s[^'"`;]*?from\s*['"]([^'"]+)['"]|import\s*\(\s*['"]([^'"]+)['"]|^\s*import\s*['"]([^'"]+)['"]/gm;
  return [...code.matchAll(pattern)].flatMap((match) => match[1] ?? match[2] ?? match[3] ?? []);
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:'"`\\])\/\/.*$/gm, '$1');
}

function withoutStrings(code: string): string {
  return code.replace(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g, "''");
}
