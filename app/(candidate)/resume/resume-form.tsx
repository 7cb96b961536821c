'use client';

import { ActionForm } from '../../../components/ui/form/action-form.tsx';
import { TextField } from '../../../components/ui/form/text-field.tsx';
import { resumeAction } from './actions.ts';

export function ResumeForm() {
  return (
    <ActionForm
      label="Resume code"
      action={resumeAction}
      submitLabel="Open on this machine"
      pendingLabel="Opening"
      onDone={() => {
        // A full load: everything that was drawn for nobody is drawn again.
        window.location.assign('/take');
      }}
    >
      {(errors) => (
        <TextField
          name="code"
          label="Resume code"
          hint="Twelve letters and digits, for example K7QD-3MWA-XH4P. Capitals and dashes do not matter."
          error={errors.code}
          required
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          mono
          className="max-w-60"
        />
      )}
    </ActionForm>
  );
}
