'use client';

import type { Rules } from '../../../domain/form.ts';
import { Button } from '../../ui/button/button.tsx';
import { Dialog } from '../../ui/overlay/dialog.tsx';
import { RulesList } from '../outline/rules-list.tsx';

export function RulesDialog({
  open,
  onOpenChange,
  rules,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  rules: Rules;
}) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="What you may use"
      description="The rules you confirmed before the start. The clock runs."
      footer={<Button onClick={() => onOpenChange(false)}>Back to the question</Button>}
    >
      <RulesList rules={rules} />
    </Dialog>
  );
}
