'use client';

import Link from 'next/link';
import { useMemo, useState } from 'react';
import {
  Cell,
  HeadCell,
  Row,
  RowHead,
  Table,
  TableBody,
  TableHead,
} from '../../../components/ui/data/table.tsx';
import { Select } from '../../../components/ui/form/select.tsx';
import { TextField } from '../../../components/ui/form/text-field.tsx';
import { type DimensionCode, dimensionCodes, dimensionNames } from '../../../domain/dimension.ts';
import type { QuestionRow } from '../../../server/bank/list-questions.ts';
import { kindName } from '../positions/_fields/form-sections.tsx';

/** The library with its filters; a dimension filters by weight, the heaviest first. */
export function QuestionTable({ questions }: { questions: readonly QuestionRow[] }) {
  const [query, setQuery] = useState('');
  const [kind, setKind] = useState('');
  const [level, setLevel] = useState('');
  const [dimension, setDimension] = useState<DimensionCode | ''>('');
  const kinds = useMemo(() => [...new Set(questions.map((question) => question.kind))], [questions]);
  const shown = useMemo(() => {
    const words = query.trim().toLowerCase();
    const found = questions.filter(
      (question) =>
        (kind === '' || question.kind === kind) &&
        (level === '' || question.level === level) &&
        (dimension === '' || (question.weights[dimension] ?? 0) > 0) &&
        (words === '' ||
          [question.title, question.slug, ...question.topics, ...question.seeds]
            .join(' ')
            .toLowerCase()
            .includes(words)),
    );
    return dimension === ''
      ? found
      : found.toSorted((a, b) => (b.weights[dimension] ?? 0) - (a.weights[dimension] ?? 0));
  }, [questions, query, kind, level, dimension]);
  return (
    <div className="bg-panel">
      <div className="flex flex-wrap items-end gap-2 border-b border-line px-3.5 py-2">
        <TextField
          label="Filter by words"
          labelHidden
          placeholder="Title, topic or code"
          type="search"
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          fieldClassName="w-56"
        />
        <Select
          label="Kind"
          labelHidden
          value={kind}
          onChange={(event) => setKind(event.target.value)}
          options={[
            { value: '', label: 'Every kind' },
            ...kinds.map((one) => ({ value: one, label: kindName(one) })),
          ]}
          fieldClassName="w-36"
        />
        <Select
          label="Level"
          labelHidden
          value={level}
          onChange={(event) => setLevel(event.target.value)}
          options={[
            { value: '', label: 'Every level' },
            { value: 'mid', label: 'Mid' },
            { value: 'senior', label: 'Senior' },
          ]}
          fieldClassName="w-32"
        />
        <Select
          label="Dimension"
          labelHidden
          value={dimension}
          onChange={(event) => setDimension(dimensionCodes.find((code) => code === event.target.value) ?? '')}
          options={[
            { value: '', label: 'Every dimension' },
            ...dimensionCodes.map((code) => ({ value: code, label: dimensionNames[code] })),
          ]}
          fieldClassName="w-60"
        />
        <span role="status" className="text-caption text-ink-3">
          {shown.length === questions.length ? '' : `${shown.length} of ${questions.length}`}
        </span>
      </div>
      <Table caption="Questions of the bank">
        <TableHead>
          <tr>
            <HeadCell>Question</HeadCell>
            <HeadCell>Kind</HeadCell>
            <HeadCell>Level</HeadCell>
            <HeadCell align="right">Minutes</HeadCell>
            <HeadCell>Weights, %</HeadCell>
            <HeadCell>Topics</HeadCell>
          </tr>
        </TableHead>
        <TableBody>
          {shown.map((question) => (
            <Row key={question.slug}>
              <RowHead>
                <Link
                  href={`/questions/${question.slug}`}
                  className="rounded-chip underline-offset-2 hover:underline"
                >
                  {question.title}
                </Link>{' '}
                <span className="numeric text-caption font-normal text-ink-3">{question.slug}</span>
              </RowHead>
              <Cell className="text-ink-2">{kindName(question.kind)}</Cell>
              <Cell className="text-ink-2">{question.level === 'senior' ? 'Senior' : 'Mid'}</Cell>
              <Cell numeric>{question.minutes}</Cell>
              <Cell className="numeric text-caption text-ink-2">
                {dimensionCodes
                  .filter((code) => (question.weights[code] ?? 0) > 0)
                  .map((code) => `${code} ${question.weights[code]}`)
                  .join('  ')}
              </Cell>
              <Cell className="max-w-72 truncate text-caption text-ink-3">{question.topics.join(', ')}</Cell>
            </Row>
          ))}
        </TableBody>
      </Table>
      {shown.length === 0 && (
        <p className="px-3.5 py-3 text-ink-2">
          {questions.length === 0
            ? 'The bank is empty. npm run bank -- new KIND SLUG begins a question.'
            : 'Nothing matches. Change the filter.'}
        </p>
      )}
    </div>
  );
}
