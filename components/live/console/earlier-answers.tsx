'use client';

import { History } from 'lucide-react';
import { useState } from 'react';
import type { LiveCommand } from '../../../domain/live/command.ts';
import { Button } from '../../ui/button/button.tsx';
import { Dialog } from '../../ui/overlay/dialog.tsx';
import { EarlierChoice } from './earlier-choice.tsx';

interface EarlierAnswersProps {
  /** `/api/live/<attempt>`. */
  base: string;
  itemNumber: number;
  onCommand: (command: LiveCommand) => Promise<boolean>;
}

/** For the lead: opens one of the candidate's earlier answers in the room, on the item that is open. */
export function EarlierAnswers({ base, itemNumber, onCommand }: EarlierAnswersProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        <History size={12} strokeWidth={1.75} aria-hidden />
        Open an earlier answer
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="Open an earlier answer"
        description="Both sides get a copy that can be edited, with what the candidate saw of the run. The original stays as it was."
      >
        {open && (
          <EarlierChoice
            url={`${base}/earlier`}
            onCancel={() => setOpen(false)}
            onOpen={async (from, run) => {
              if (await onCommand({ kind: 'bring-answer', itemNumber, from, run })) setOpen(false);
            }}
          />
        )}
      </Dialog>
    </>
  );
}
