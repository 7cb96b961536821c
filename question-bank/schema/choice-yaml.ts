import { z } from 'zod';
import { refuseRepeats, shortId, strict, text } from './strict.ts';

const option = z.discriminatedUnion('right', [
  strict({ id: shortId, text, right: z.literal(true), because: text }),
  strict({ id: shortId, text, right: z.literal(false), misconception: text }),
]);

const optionsPart = strict({
  id: shortId,
  ask: text,
  select: z.enum(['one', 'many']),
  options: z.array(option).min(3),
}).check((context) => {
  const { options, select } = context.value;
  refuseRepeats(
    context,
    options.map((one) => one.id),
    (index) => ['options', index, 'id'],
  );
  const right = options.filter((one) => one.right).length;
  const complain = (message: string) =>
    context.issues.push({ code: 'custom', input: options, path: ['options'], message });
  if (select === 'one' && right !== 1) complain(`select: one needs exactly one right option, got ${right}`);
  if (right === 0) complain('expected at least one right option');
  if (right === options.length) complain('expected at least one wrong option');
});

const namedText = strict({ id: shortId, text });

const gridPart = strict({
  id: shortId,
  ask: text,
  grid: strict({
    rows: z.array(namedText).min(2),
    columns: z.array(namedText).min(2),
    right: z.array(strict({ row: shortId, column: shortId, because: text })).min(1),
    wrong: z.array(strict({ row: shortId, column: shortId, misconception: text })).default([]),
  }),
}).check((context) => {
  const { rows, columns, right, wrong } = context.value.grid;
  const names = (list: Array<{ id: string }>) => list.map((one) => one.id);
  refuseRepeats(context, names(rows), (index) => ['grid', 'rows', index, 'id']);
  refuseRepeats(context, names(columns), (index) => ['grid', 'columns', index, 'id']);
  const cells = [...right, ...wrong].map((cell) => `${cell.row}/${cell.column}`);
  const pathOf = (index: number) =>
    index < right.length ? ['grid', 'right', index] : ['grid', 'wrong', index - right.length];
  refuseRepeats(context, cells, pathOf);
  const known = new Set(rows.flatMap((row) => columns.map((column) => `${row.id}/${column.id}`)));
  cells.forEach((cell, index) => {
    if (known.has(cell)) return;
    const message = `${cell} is no cell of the grid; expected a row and a column that are listed above`;
    context.issues.push({ code: 'custom', input: cell, path: pathOf(index), message });
  });
});

export const choiceYamlSchema = strict({
  parts: z
    .array(z.union([optionsPart, gridPart]))
    .min(1)
    .check((context) =>
      refuseRepeats(
        context,
        context.value.map((part) => part.id),
        (index) => [index, 'id'],
      ),
    ),
  feedback: text,
});

export type ChoiceYaml = z.infer<typeof choiceYamlSchema>;
export type ChoiceYamlPart = ChoiceYaml['parts'][number];
