'use client';

import { useRouter } from 'next/navigation';
import { ActionForm } from '../../../components/ui/form/action-form.tsx';
import { RadioGroup } from '../../../components/ui/form/radio-group.tsx';
import { type Runtime, runtimeNames, runtimes } from '../../../domain/form.ts';
import { chooseLanguageAction } from './actions.ts';

export function LanguageForm({ runtime }: { runtime: Runtime | null }) {
  const router = useRouter();
  return (
    <ActionForm
      label="The language you work in"
      action={chooseLanguageAction}
      submitLabel="Save language"
      variant="secondary"
      doneMessage="Saved."
      onDone={() => router.refresh()}
    >
      {(errors) => (
        <RadioGroup
          inline
          name="runtime"
          label="Questions about runtimes are asked for"
          hint="Code is written in TypeScript in any case. It can be changed until the start."
          options={runtimes.map((value) => ({ value, label: runtimeNames[value] }))}
          defaultValue={runtime ?? undefined}
          error={errors.runtime}
        />
      )}
    </ActionForm>
  );
}
