'use client';

import { useTransition } from 'react';
import { Button } from '../../../../../components/ui/button/button.tsx';
import { notify } from '../../../../../components/ui/feedback/announcer.ts';
import { ActionForm } from '../../../../../components/ui/form/action-form.tsx';
import { Select } from '../../../../../components/ui/form/select.tsx';
import { addManagerAction, removeManagerAction } from './actions.ts';

interface ManagersProps {
  positionId: string;
  managers: readonly { id: string; name: string; email: string }[];
  others: readonly { id: string; name: string }[];
}

export function Managers({ positionId, managers, others }: ManagersProps) {
  const [pending, startTransition] = useTransition();
  const remove = (personId: string, name: string) =>
    startTransition(async () => {
      const result = await removeManagerAction({ positionId, personId });
      notify(
        result.ok
          ? { tone: 'pass', text: `${name} no longer looks after this position.` }
          : { tone: 'fail', text: result.message.replace(/^personId: /u, '') },
      );
    });
  return (
    <div className="flex flex-col gap-3">
      <ul className="border border-line">
        {managers.map((manager) => (
          <li
            key={manager.id}
            className="flex min-h-8 items-center gap-3 border-b border-line px-3.5 last:border-b-0"
          >
            <span className="font-medium">{manager.name}</span>
            <span className="min-w-0 flex-1 truncate text-ink-3">{manager.email}</span>
            {managers.length > 1 && (
              <Button
                size="small"
                variant="ghost"
                pending={pending}
                onClick={() => remove(manager.id, manager.name)}
                aria-label={`Remove ${manager.name}`}
              >
                Remove
              </Button>
            )}
          </li>
        ))}
      </ul>
      {others.length > 0 && (
        <ActionForm
          action={addManagerAction}
          label="Add a manager"
          submitLabel="Add"
          pendingLabel="Adding"
          variant="secondary"
          className="max-w-xs"
        >
          {(errors) => (
            <>
              <input type="hidden" name="positionId" value={positionId} />
              <Select
                label="Add a manager"
                name="personId"
                placeholder="Choose a person"
                options={others.map((person) => ({ value: person.id, label: person.name }))}
                error={errors.personId}
              />
            </>
          )}
        </ActionForm>
      )}
    </div>
  );
}
