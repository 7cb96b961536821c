'use client';

import { useState } from 'react';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';
import { Skeleton } from '../../ui/feedback/skeleton.tsx';
import { isOpening, type SqlLab } from '../state/use-sql-lab.ts';
import { ParameterFields, type SqlParameter } from './parameter-fields.tsx';
import { SchemaBrowser } from './schema-browser.tsx';

interface DatabasePaneProps {
  lab: SqlLab;
  parameters: readonly SqlParameter[];
  values: Record<string, string>;
  onChange: (values: Record<string, string>) => void;
  /** Indexes of the start state; others are marked as the candidate's. */
  startIndexes: ReadonlySet<string>;
  onInsert: (name: string) => void;
}

/** What is in the database, and what the parameters stand for. */
export function DatabasePane({
  lab,
  parameters,
  values,
  onChange,
  startIndexes,
  onInsert,
}: DatabasePaneProps) {
  return (
    <div className="flex flex-col">
      <ParameterFields parameters={parameters} values={values} onChange={onChange} />
      {lab.schema && <SchemaBrowser tables={lab.schema} startIndexes={startIndexes} onInsert={onInsert} />}
      {isOpening(lab) && <Skeleton className="m-3 h-40" />}
      {lab.schema === null && lab.openFailure !== null && (
        <EmptyState>Tables and their columns are shown here once the database is open.</EmptyState>
      )}
    </div>
  );
}

/** The indexes that were there when the database was first seen; `forget` after a reset, to look again. */
export function useStartIndexes(schema: SqlLab['schema']): {
  startIndexes: ReadonlySet<string>;
  forget: () => void;
} {
  const [known, setKnown] = useState<ReadonlySet<string> | null>(null);
  if (known === null && schema) {
    setKnown(new Set(schema.flatMap((table) => table.indexes.map((one) => one.name))));
  }
  return { startIndexes: known ?? none, forget: () => setKnown(null) };
}

const none: ReadonlySet<string> = new Set();
