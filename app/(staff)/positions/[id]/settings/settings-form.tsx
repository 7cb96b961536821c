'use client';

import { ActionForm } from '../../../../../components/ui/form/action-form.tsx';
import { Block } from '../../_fields/block.tsx';
import {
  AboutFields,
  BarFields,
  FairnessFields,
  type PositionDefaults,
  QuestionSwitches,
} from '../../_fields/position-fields.tsx';
import { updatePositionAction } from './actions.ts';

export function SettingsForm({ positionId, defaults }: { positionId: string; defaults: PositionDefaults }) {
  return (
    <ActionForm
      action={updatePositionAction}
      label="Position"
      submitLabel="Save"
      pendingLabel="Saving"
      className="gap-0 border-b border-line [&>div:last-child]:px-3.5 [&>div:last-child]:py-4 md:[&>div:last-child]:pl-[calc(13rem+2rem+0.875rem)]"
      doneMessage={({ changed }) => (changed.length === 0 ? 'Nothing was changed.' : 'Saved.')}
    >
      {(errors) => (
        <>
          <input type="hidden" name="positionId" value={positionId} />
          <Block title="Position">
            <AboutFields defaults={defaults} errors={errors} />
          </Block>
          <Block
            title="Bars"
            detail="Reports measure against the bar as it is now. Each change is in the audit log."
          >
            <BarFields defaults={defaults} errors={errors} />
          </Block>
          <Block title="Application questions">
            <QuestionSwitches defaults={defaults} />
          </Block>
          <Block title="Fairness and data">
            <FairnessFields defaults={defaults} errors={errors} />
          </Block>
        </>
      )}
    </ActionForm>
  );
}
