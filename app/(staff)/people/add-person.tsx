'use client';

import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../../components/ui/button/button.tsx';
import { ActionForm } from '../../../components/ui/form/action-form.tsx';
import { TextField } from '../../../components/ui/form/text-field.tsx';
import { Dialog } from '../../../components/ui/overlay/dialog.tsx';
import { addPersonAction } from './actions.ts';
import { OneTimeLink } from './one-time-link.tsx';
import { RoleFields } from './role-fields.tsx';

export function AddPerson() {
  const [open, setOpen] = useState(false);
  const [added, setAdded] = useState<{ name: string; url: string } | null>(null);
  return (
    <>
      <Button variant="primary" onClick={() => setOpen(true)}>
        <Plus size={14} strokeWidth={1.75} aria-hidden />
        Add person
      </Button>
      <Dialog
        open={open}
        onOpenChange={(next) => {
          setOpen(next);
          if (!next) setAdded(null);
        }}
        title={added ? `${added.name} is added` : 'Add person'}
        {...(added ? {} : { description: 'Signing in never creates a person. Only this does.' })}
      >
        {added ? (
          <OneTimeLink url={added.url} name={added.name} />
        ) : (
          <ActionForm action={addPersonAction} submitLabel="Add" pendingLabel="Adding" onDone={setAdded}>
            {(errors) => (
              <>
                <TextField label="Name" name="name" required error={errors.name} autoComplete="off" />
                <TextField
                  label="E-mail"
                  name="email"
                  type="email"
                  required
                  error={errors.email}
                  autoComplete="off"
                  hint="The verified address with which they sign in, if a provider is set up."
                />
                <RoleFields error={errors.roles} />
              </>
            )}
          </ActionForm>
        )}
      </Dialog>
    </>
  );
}
