'use client';

import { useRouter } from 'next/navigation';
import { ActionForm } from '../../../components/ui/form/action-form.tsx';
import { Checkbox } from '../../../components/ui/form/checkbox.tsx';
import { confirmRulesAction } from './actions.ts';

export function RulesForm({ confirmed }: { confirmed: boolean }) {
  const router = useRouter();
  if (confirmed) {
    return <p>You have confirmed these rules. They stay one press away during the assessment.</p>;
  }
  return (
    <ActionForm
      label="Rules on aids"
      action={confirmRulesAction}
      submitLabel="Confirm the rules"
      variant="secondary"
      onDone={() => router.refresh()}
    >
      {(errors) => <Checkbox name="confirmed" label="I will keep to these rules." error={errors.confirmed} />}
    </ActionForm>
  );
}
