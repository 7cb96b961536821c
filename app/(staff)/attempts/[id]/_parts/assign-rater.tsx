'use client';

import { ActionForm } from '../../../../../components/ui/form/action-form.tsx';
import { Select } from '../../../../../components/ui/form/select.tsx';
import { assignRaterAction } from '../actions.ts';

export function AssignRater({
  attemptId,
  people,
}: {
  attemptId: string;
  people: readonly { id: string; name: string }[];
}) {
  return (
    <ActionForm
      action={assignRaterAction}
      label="Assign a rater"
      submitLabel="Assign"
      pendingLabel="Assigning"
      variant="secondary"
      className="gap-2"
    >
      {(errors) => (
        <>
          <input type="hidden" name="attemptId" value={attemptId} />
          <Select
            label="Assign a rater"
            name="raterId"
            placeholder="Choose a person"
            options={people.map((person) => ({ value: person.id, label: person.name }))}
            error={errors.raterId}
          />
        </>
      )}
    </ActionForm>
  );
}
