'use client';

import type { AnswerFile } from '../../../domain/answer.ts';
import { CodeBlock } from '../../markdown/code-block.tsx';
import { timeText } from '../../run-results/run-view.ts';
import { Button } from '../../ui/button/button.tsx';
import { Dialog } from '../../ui/overlay/dialog.tsx';
import type { PastRun } from './use-code-runs.ts';

interface RunCodeDialogProps {
  /** Null: closed. */
  run: PastRun | null;
  readOnly: boolean;
  onClose: () => void;
  onRestore: (files: readonly AnswerFile[]) => void;
}

/** The code of a run as it was, and the way back to it. */
export function RunCodeDialog({ run, readOnly, onClose, onRestore }: RunCodeDialogProps) {
  return (
    <Dialog
      open={run !== null}
      onOpenChange={(open) => !open && onClose()}
      title={run ? `Code of run ${run.number}, ${timeText(run.finishedAt)}` : ''}
      description="Restoring replaces what is in the editor now. It can be taken back right afterwards; later runs keep their code."
      className="w-[min(calc(100vw-2rem),52rem)]"
      footer={
        <>
          <Button onClick={onClose}>Close</Button>
          <Button variant="primary" disabled={readOnly} onClick={() => run && onRestore(run.files)}>
            Restore this code
          </Button>
        </>
      }
    >
      {run?.files.map((file) => (
        <section key={file.path} className="mb-3">
          <h3 className="mb-1 font-mono text-code text-ink-2">{file.path}</h3>
          <CodeBlock code={file.text} language="ts" />
        </section>
      ))}
    </Dialog>
  );
}
