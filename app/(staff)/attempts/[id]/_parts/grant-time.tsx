'use client';

import { useState } from 'react';
import { Button } from '../../../../../components/ui/button/button.tsx';
import { notify } from '../../../../../components/ui/feedback/announcer.ts';
import { ActionForm } from '../../../../../components/ui/form/action-form.tsx';
import { NumberField } from '../../../../../components/ui/form/number-field.tsx';
import { Select } from '../../../../../components/ui/form/select.tsx';
import { TextArea } from '../../../../../components/ui/form/text-area.tsx';
import { Dialog } from '../../../../../components/ui/overlay/dialog.tsx';
import { grantTimeAction } from '../actions.ts';
import { basisTexts } from './status-text.ts';

interface GrantTimeProps {
  attemptId: string;
  sections: readonly { number: number; title: string }[];
  /** The clock has ended the attempt: a grant opens it again. */
  ended: boolean;
}

const effects = {
  extend: 'The section’s clock is longer by it.',
  'reopen-section': 'The section waits for the candidate with this time.',
  'reopen-attempt': 'The attempt runs again; its grading is set aside.',
} as const;

export function GrantTime({ attemptId, sections, ended }: GrantTimeProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        Grant time
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="Grant time"
        description={
          ended
            ? 'The attempt was ended by the clock. A grant opens it again: receipt and grades are set aside, and edits that arrived late count when they are inside the new time.'
            : 'The candidate sees the longer clock at once.'
        }
      >
        <ActionForm
          action={grantTimeAction}
          submitLabel={ended ? 'Grant and open again' : 'Grant'}
          pendingLabel="Granting"
          onDone={(granted) => {
            setOpen(false);
            const merged =
              granted.mergedCharacters > 0 ? ` ${granted.mergedCharacters} late characters count now.` : '';
            notify({
              tone: 'pass',
              text: `${granted.minutes} min are given to section ${granted.sectionNumber}. ${effects[granted.effect]}${merged}`,
            });
          }}
        >
          {(errors) => (
            <>
              <input type="hidden" name="attemptId" value={attemptId} />
              <div className="grid gap-3.5 sm:grid-cols-2">
                <Select
                  label="Section"
                  name="sectionNumber"
                  options={[
                    { value: '', label: 'Open now, or ended last' },
                    ...sections.map((section) => ({
                      value: String(section.number),
                      label: `${section.number}. ${section.title}`,
                    })),
                  ]}
                  error={errors.sectionNumber}
                />
                <NumberField label="Time" name="minutes" unit="min" whole required error={errors.minutes} />
              </div>
              <Select
                label="For"
                name="basis"
                options={(['browser-gap', 'accommodation', 'other'] as const).map((basis) => ({
                  value: basis,
                  label: basisTexts[basis],
                }))}
                error={errors.basis}
              />
              <TextArea label="Reason" name="reason" required rows={2} error={errors.reason} />
            </>
          )}
        </ActionForm>
      </Dialog>
    </>
  );
}
