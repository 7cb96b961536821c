'use client';

import { useRouter } from 'next/navigation';
import { ActionForm } from '../../../components/ui/form/action-form.tsx';
import { TextField } from '../../../components/ui/form/text-field.tsx';
import { saveDetailsAction } from './actions.ts';

export function DetailsForm({ name, email, phone }: { name: string; email: string; phone: string }) {
  const router = useRouter();
  return (
    <ActionForm
      label="Your details"
      action={saveDetailsAction}
      submitLabel="Save details"
      variant="secondary"
      doneMessage="Saved."
      onDone={() => router.refresh()}
    >
      {(errors) => (
        <div className="grid gap-3 sm:grid-cols-2">
          <TextField
            label="Name"
            name="name"
            defaultValue={name}
            autoComplete="name"
            error={errors.name}
            required
          />
          <TextField
            label="Phone"
            name="phone"
            type="tel"
            defaultValue={phone}
            autoComplete="tel"
            error={errors.phone}
            optional
            hint="For calling you if the site fails."
          />
          <p className="text-caption text-ink-3 sm:col-span-2">
            E-mail: <span className="text-ink">{email}</span>, the address that was invited.
          </p>
        </div>
      )}
    </ActionForm>
  );
}
