'use client';

import type { SqlHistoryEntry } from '../../../domain/sql/wire.ts';
import { Button } from '../../ui/button/button.tsx';
import { Tabs } from '../../ui/data/tabs.tsx';
import type { SqlLab } from '../state/use-sql-lab.ts';
import { SqlChecks } from './sql-checks.tsx';
import { SqlHistory } from './sql-history.tsx';

export type ChecksOrRuns = 'checks' | 'runs';

interface ChecksAndRunsProps {
  lab: SqlLab;
  shown: ChecksOrRuns;
  onChange: (shown: ChecksOrRuns) => void;
  /** How many checks the question publishes. */
  visibleChecks: number;
  /** The document is there and may be changed. */
  canCheck: boolean;
  readOnly: boolean;
  onCheck: () => void;
  onTakeText: (sql: string) => void;
  onShow: (entry: SqlHistoryEntry) => void;
}

export function ChecksAndRuns(props: ChecksAndRunsProps) {
  const { lab, shown, onChange, visibleChecks, canCheck, readOnly, onCheck, onTakeText, onShow } = props;
  const passed = lab.check?.checks.filter((one) => one.passed).length;
  return (
    <Tabs
      label="Checks and runs"
      className="h-full bg-panel"
      contentClassName="overflow-y-auto"
      value={shown}
      onChange={(value) => onChange(value === 'runs' ? 'runs' : 'checks')}
      trailing={
        visibleChecks > 0 && (
          <Button size="small" onClick={onCheck} pending={lab.checking} disabled={!canCheck}>
            {lab.checking ? 'Checking' : 'Check'}
          </Button>
        )
      }
      items={[
        {
          value: 'checks',
          label: 'Checks',
          count: lab.check ? `${passed}/${lab.check.checks.length}` : undefined,
          content: (
            <SqlChecks
              run={lab.check}
              running={lab.checking}
              failure={lab.checkFailure}
              visible={visibleChecks}
              onRun={onCheck}
              disabled={!canCheck}
            />
          ),
        },
        {
          value: 'runs',
          label: 'Runs',
          count: lab.history.length || undefined,
          content: (
            <SqlHistory entries={lab.history} readOnly={readOnly} onTakeText={onTakeText} onShow={onShow} />
          ),
        },
      ]}
    />
  );
}
