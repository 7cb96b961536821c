'use client';

import { useRouter } from 'next/navigation';
import { useState, useTransition } from 'react';
import { Button } from '../../../../../components/ui/button/button.tsx';
import { announce, notify } from '../../../../../components/ui/feedback/announcer.ts';
import { Select } from '../../../../../components/ui/form/select.tsx';
import { ConfirmDialog } from '../../../../../components/ui/overlay/confirm-dialog.tsx';
import { formMinutes } from '../../../../../domain/form.ts';
import type { BlueprintPreview } from '../../../../../server/position/preview-blueprints.ts';
import { FormSections, kindCounts } from '../../_fields/form-sections.tsx';
import { makeFormAction } from './actions.ts';

interface NewFormProps {
  positionId: string;
  currentForm: number | null;
  blueprintSlug: string;
  blueprints: readonly BlueprintPreview[];
  seed: string;
}

/** A new numbered form is drawn, looked at and confirmed; the confirmation says what changes and what does not. */
export function NewForm({ positionId, currentForm, blueprintSlug, blueprints, seed }: NewFormProps) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [asking, setAsking] = useState(false);
  const [pending, startTransition] = useTransition();
  const ready = blueprints.filter((blueprint) => blueprint.ready);
  const [slug, setSlug] = useState(
    ready.some((one) => one.slug === blueprintSlug) ? blueprintSlug : (ready[0]?.slug ?? ''),
  );
  const chosen = ready.find((blueprint) => blueprint.slug === slug);
  const own = blueprints.find((blueprint) => blueprint.slug === blueprintSlug);

  const make = () =>
    startTransition(async () => {
      const result = await makeFormAction({ positionId, blueprintSlug: slug, seed });
      setAsking(false);
      if (result.ok) {
        setOpen(false);
        notify({ tone: 'pass', text: `Form ${result.value.number} is made. The next invitation gets it.` });
      } else {
        notify({ tone: 'fail', text: result.message });
      }
    });

  if (!open) {
    return (
      <div className="flex flex-wrap items-center gap-2">
        <Button
          onClick={() => setOpen(true)}
          {...(ready.length === 0 ? { disabledReason: reasonOf(own) } : {})}
        >
          Make a new numbered form
        </Button>
      </div>
    );
  }
  return (
    <div className={`flex flex-col gap-2.5 ${pending ? 'opacity-60' : ''}`}>
      <div className="flex flex-wrap items-end gap-2">
        <Select
          label="Blueprint"
          value={slug}
          onChange={(event) => setSlug(event.target.value)}
          options={ready.map((blueprint) => ({
            value: blueprint.slug,
            label: `${blueprint.title}, ${blueprint.minutes} min`,
          }))}
          fieldClassName="w-80"
          hint={own && !own.ready ? reasonOf(own) : undefined}
        />
        <Button
          onClick={() =>
            startTransition(() => {
              router.refresh();
              announce('Other questions are drawn.');
            })
          }
          pending={pending}
        >
          Draw other questions
        </Button>
      </div>
      {chosen?.ready && (
        <>
          <p>
            {formMinutes(chosen.sections)} minutes, {kindCounts(chosen.sections)}.
          </p>
          <FormSections sections={chosen.sections} caption="The form that would be made" />
        </>
      )}
      <div className="flex gap-2">
        <Button variant="primary" disabled={!chosen} onClick={() => setAsking(true)}>
          Make this form
        </Button>
        <Button onClick={() => setOpen(false)}>Keep form {currentForm ?? ''}</Button>
      </div>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title="Make a new numbered form?"
        description={
          <ul className="list-disc pl-4">
            <li>The next invitations get it, with the exact questions as they are now.</li>
            <li>Candidates who are invited, running or finished keep the form they have.</li>
            <li>
              Scores of different forms are not from the same questions: every report names its form’s number.
            </li>
            {slug !== blueprintSlug && <li>The position changes to the blueprint {chosen?.title}.</li>}
          </ul>
        }
        confirmLabel="Make the form"
        cancelLabel="Keep the form"
        pending={pending}
        onConfirm={make}
      />
    </div>
  );
}

function reasonOf(blueprint: BlueprintPreview | undefined): string {
  if (!blueprint) return 'The position’s blueprint is no longer in the bank.';
  return blueprint.ready ? '' : `${blueprint.title} cannot be assembled: ${blueprint.reason}.`;
}
