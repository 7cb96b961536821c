import type { SqlQuestion } from './question.ts';

/** What no schema of one file can see: names in checks.yaml that stand for nothing. */
export function sqlProblems(
  question: Pick<SqlQuestion, 'layout' | 'checks' | 'dataSets' | 'starter' | 'reference' | 'wrong'>,
): string[] {
  const { layout, checks, dataSets } = question;
  const problems: string[] = [];
  const files = layout.answer.map((one) => one.file);
  const repeated = (what: string, names: readonly string[]) => {
    for (const name of names.filter((one, index) => names.indexOf(one) !== index)) {
      problems.push(`${what} "${name}" is used twice; expected unique names`);
    }
  };
  repeated(
    'the check',
    checks.map((check) => check.name),
  );
  repeated('the answer file', files);
  repeated(
    'the parameter',
    layout.parameters.map((one) => one.name),
  );
  const expectOneOf = (where: string, what: string, name: string | undefined, known: readonly string[]) => {
    if (name !== undefined && !known.includes(name)) {
      problems.push(`${where} names the ${what} "${name}"; expected one of ${known.join(', ') || 'none'}`);
    }
  };
  for (const check of checks) {
    const where = `check ${check.name}`;
    const used = [
      ...('dataSets' in check ? check.dataSets : []),
      ...('dataSet' in check ? [check.dataSet] : []),
    ];
    for (const name of used) expectOneOf(where, 'data set', name, Object.keys(dataSets));
    for (const one of runsOf(check)) {
      expectOneOf(where, 'answer file', one.file, files);
      expectOneOf(where, 'role', one.as, layout.roles);
      for (const name of Object.keys(one.parameters ?? {})) {
        expectOneOf(
          where,
          'parameter',
          name,
          layout.parameters.map((parameter) => parameter.name),
        );
      }
    }
  }
  const answers = [
    { name: 'starter', given: question.starter },
    { name: 'reference', given: question.reference },
    ...question.wrong.map((one) => ({ name: `wrong/${one.name}`, given: one.files })),
  ];
  for (const { name, given } of answers) {
    for (const file of given) expectOneOf(name, 'file', file.path, files);
    if (name === 'starter') continue;
    for (const file of files) {
      if (!given.some((one) => one.path === file)) problems.push(`${name} lacks ${file}`);
    }
  }
  return problems;
}

interface Run {
  file?: string | undefined;
  as?: string | undefined;
  parameters?: Record<string, string | null> | undefined;
}

function runsOf(check: SqlQuestion['checks'][number]): Run[] {
  switch (check.kind) {
    case 'result':
      return [check, ...(check.runs ?? []).map((parameters) => ({ parameters }))];
    case 'plan':
    case 'state':
    case 'locks':
      return [check];
    case 'rejects':
    case 'accepts':
      return check.cases;
    case 'sessions':
      return check.steps;
    case 'interleave':
      return [check.first, check.second];
    case 'size':
    case 'hot':
      return [];
  }
}
