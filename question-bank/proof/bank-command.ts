import { availableParallelism } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Sandbox, WorldSandbox } from '../../sandbox/contract.ts';
import type { Lab } from '../../sandbox/lab/contract.ts';
import { questionKinds } from '../schema/question-yaml.ts';
import { type CheckReport, checkBank } from './check-bank.ts';
import { printCoverage } from './coverage.ts';
import { BadUse, exitCodes } from './exit-codes.ts';
import { newQuestion } from './new-question.ts';
import { type RunReport, runAnswer } from './run-answer.ts';
import type { SeedOptions } from './run-world-answer.ts';

const usage = `Usage:
  npm run bank -- check [--kind KIND] [--slug SLUG] [--json]   prove the bank, or a part of it
                               of designs: [--thorough]    the reference with many seeds
  npm run bank -- run SLUG FILE [--json]                       grade one answer (a file or a folder)
                               of a world: [--seeds N] [--seed S] [--trace OUT.json]
  npm run bank -- new KIND SLUG [--json]                       scaffold a question
KIND is one of ${questionKinds.join(', ')}.`;

export interface BankContext {
  /** The question bank's folder. */
  directory: string;
  openSandbox: () => Promise<Sandbox & WorldSandbox>;
  openLab: () => Promise<Lab>;
  /** Results, a line at a time. */
  out: (text: string) => void;
  /** Progress and complaints. */
  err: (text: string) => void;
}

/**
 * Proves the questions, grades one answer, scaffolds a new question. With `--json` the last thing given to `out` is the
 * result on one line. Gives the exit code; wrong use and our own failures end here too.
 */
export async function bankCommand(argv: string[], context: BankContext): Promise<number> {
  try {
    return await dispatch(argv, context);
  } catch (error) {
    if (error instanceof BadUse) {
      context.err(`${error.message}\n\n${usage}`);
      return exitCodes.badUse;
    }
    context.err(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return exitCodes.failure;
  }
}

async function dispatch(argv: string[], context: BankContext): Promise<number> {
  const { values, positionals } = parseCommandLine(argv);
  if (values.help) {
    context.out(usage);
    return exitCodes.done;
  }
  const [command, ...args] = positionals;
  const json = values.json === true;
  if (command !== 'check' && (values.kind !== undefined || values.slug !== undefined)) {
    throw new BadUse('--kind and --slug belong to check');
  }
  const seedOption = ['seeds', 'seed', 'trace'].find((one) => one in values);
  if (command !== 'check' && values.thorough !== undefined) throw new BadUse('--thorough belongs to check');
  if (command !== 'run' && seedOption !== undefined) throw new BadUse(`--${seedOption} belongs to run`);
  switch (command) {
    case 'check':
      if (args.length > 0) throw new BadUse(`check takes no argument, got ${args.join(' ')}`);
      return check(context, json, {
        kind: values.kind ?? null,
        slug: values.slug ?? null,
        thorough: values.thorough ?? false,
      });
    case 'run':
      return run(context, args, json, {
        count: seedNumber('--seeds', values.seeds),
        first: seedNumber('--seed', values.seed),
        trace: values.trace === undefined ? null : path.resolve(values.trace),
      });
    case 'new':
      return scaffold(context, args, json);
    default:
      throw new BadUse(command === undefined ? 'a command is missing' : `there is no command "${command}"`);
  }
}

function parseCommandLine(argv: string[]) {
  try {
    return parseArgs({
      args: argv,
      allowPositionals: true,
      options: {
        json: { type: 'boolean' },
        kind: { type: 'string' },
        slug: { type: 'string' },
        seeds: { type: 'string' },
        seed: { type: 'string' },
        trace: { type: 'string' },
        thorough: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new BadUse(error instanceof Error ? error.message : String(error));
  }
}

async function check(
  context: BankContext,
  json: boolean,
  { kind, slug, thorough }: { kind: string | null; slug: string | null; thorough: boolean },
): Promise<number> {
  if (kind !== null && !questionKinds.some((one) => one === kind)) {
    throw new BadUse(`--kind expects one of ${questionKinds.join(', ')}, got "${kind}"`);
  }
  const report = await checkBank({
    directory: context.directory,
    kind,
    slug,
    thorough,
    parallel: availableParallelism(),
    openSandbox: context.openSandbox,
    openLab: context.openLab,
    onProgress: context.err,
  });
  const nothingFound = report.questions + report.practice === 0 && report.problems.length === 0;
  if (nothingFound && (kind !== null || slug !== null))
    throw new BadUse('no question matches --kind and --slug');
  context.out(json ? JSON.stringify(report) : printReport(report));
  if (report.problems.length > 0) return exitCodes.notProven;
  return report.failures.length > 0 ? exitCodes.failure : exitCodes.done;
}

function seedNumber(option: string, given: string | undefined): number | null {
  if (given === undefined) return null;
  const number = Number(given);
  if (!Number.isSafeInteger(number) || number < 1)
    throw new BadUse(`${option} expects a whole number from 1, got "${given}"`);
  return number;
}

async function run(
  context: BankContext,
  args: readonly string[],
  json: boolean,
  seeds: SeedOptions,
): Promise<number> {
  const [slug, file] = args;
  if (slug === undefined || file === undefined || args.length > 2)
    throw new BadUse('run takes SLUG and FILE');
  const report = await runAnswer(context.directory, slug, path.resolve(file), context, seeds);
  context.out(json ? JSON.stringify(report) : printRun(report));
  return report.verdict === 'failure' ? exitCodes.failure : exitCodes.done;
}

async function scaffold(context: BankContext, args: readonly string[], json: boolean): Promise<number> {
  const [kind, slug] = args;
  if (kind === undefined || slug === undefined || args.length > 2)
    throw new BadUse('new takes KIND and SLUG');
  const files = await newQuestion(context.directory, kind, slug);
  if (json) context.out(JSON.stringify({ slug, kind, files }));
  else context.out(`${files.join('\n')}\nWrite the question, then: npm run bank -- check --slug ${slug}`);
  return exitCodes.done;
}

function printReport(report: CheckReport): string {
  const list = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : ['', `${title} (${lines.length})`, ...lines.map((line) => `  ${line}`)];
  return [
    printCoverage(report.coverage),
    ...list('Seed items no question covers', report.seedItemsUncovered),
    ...list(
      'Blueprints that cannot be assembled yet',
      report.blueprints.flatMap((one) => (one.ready ? [] : [`${one.slug}: ${one.reason}`])),
    ),
    ...list('Warnings', report.warnings),
    ...list('Measured against bounds', report.margins),
    ...list('Failures of the sandbox', report.failures),
    ...list('Problems', report.problems),
    '',
    `${report.questions} questions and ${report.practice} for practice; references: ${report.referencesPassed} passed, ${report.referencesFailed} failed; ` +
      `wrong answers: ${report.wrongRejected} rejected, ${report.wrongAccepted} accepted, ${report.wrongMisattributed} misattributed`,
    report.ok ? 'The bank holds.' : 'The bank does not hold.',
  ].join('\n');
}

function printRun(report: RunReport): string {
  return [
    ...report.console.map((line) => `| ${line}`),
    ...(report.world?.seeds.flatMap(({ seed, broken, message }) =>
      broken.length === 0 ? [] : [`seed ${seed}: ${broken.join(', ')}: ${message}`],
    ) ?? []),
    ...report.checks.map((one) => `${one.passed ? '✓' : '✗'} ${one.name}: ${one.message || one.title}`),
    ...(report.error === null ? [] : [report.error]),
    `${report.verdict}${report.score === null ? '' : `, score ${report.score}`}`,
  ].join('\n');
}
