'use client';

import { useState } from 'react';
import { ButtonLink } from '../../../../../components/ui/button/button.tsx';
import { Tabs } from '../../../../../components/ui/data/tabs.tsx';
import { ActionForm } from '../../../../../components/ui/form/action-form.tsx';
import { Checkbox } from '../../../../../components/ui/form/checkbox.tsx';
import { NumberField } from '../../../../../components/ui/form/number-field.tsx';
import { Select } from '../../../../../components/ui/form/select.tsx';
import { TextArea } from '../../../../../components/ui/form/text-area.tsx';
import { TextField } from '../../../../../components/ui/form/text-field.tsx';
import { type FormSection, formMinutes, runtimeNames, runtimes } from '../../../../../domain/form.ts';
import type { Invited } from '../../../../../server/invitation/invite-candidate.ts';
import type { InvitedMany } from '../../../../../server/invitation/invite-many.ts';
import { MomentFields } from '../../../_form/moment-fields.tsx';
import { kindCounts } from '../../_fields/form-sections.tsx';
import { inviteManyAction, inviteOneAction } from './actions.ts';
import { InvitedList } from './invited-list.tsx';

interface InviteFormsProps {
  positionId: string;
  formNumber: number;
  sections: readonly FormSection[];
  mail: boolean;
  daysDefault: number;
}

export function InviteForms({ positionId, formNumber, sections, mail, daysDefault }: InviteFormsProps) {
  const [invited, setInvited] = useState<Invited[]>([]);
  const [problems, setProblems] = useState<InvitedMany['problems']>([]);
  const common = (errors: Record<string, string>) => (
    <>
      <input type="hidden" name="positionId" value={positionId} />
      <MomentFields
        label="Last moment to start"
        daysDefault={daysDefault}
        errors={errors}
        hint="Who starts a second before it still has the full time."
      />
      <div className="grid gap-3.5 sm:grid-cols-2">
        <NumberField
          label="Extra-time factor"
          name="timeFactor"
          defaultValue="1"
          error={errors.timeFactor}
          hint="1.25 is a quarter more. Only managers see it: who scores sees time as a share of the person’s own."
        />
        <Select
          label="Language of question texts"
          name="runtime"
          options={[
            { value: '', label: 'The candidate chooses' },
            ...runtimes.map((runtime) => ({ value: runtime, label: runtimeNames[runtime] })),
          ]}
          error={errors.runtime}
          hint="Where a question has a text of its own for it. Code is written in TypeScript."
        />
      </div>
      {mail ? (
        <Checkbox name="sendMail" label="Send the invitation by mail" defaultChecked />
      ) : (
        <p className="text-caption text-ink-3">
          No mail server is configured. Copy each link and send it yourself.
        </p>
      )}
    </>
  );
  return (
    <div className="grid min-h-0 flex-1 bg-panel lg:grid-cols-[minmax(0,36rem)_minmax(0,1fr)]">
      <div className="border-b border-line lg:border-r lg:border-b-0">
        <p className="border-b border-line px-3.5 py-2.5 text-dense text-ink-2">
          Form {formNumber}: {formMinutes(sections)} minutes, {kindCounts(sections)}. Nobody gets a question
          twice: who has met one of them gets a form of their own from the same blueprint.
        </p>
        <Tabs
          label="How many"
          items={[
            {
              value: 'one',
              label: 'One candidate',
              keepMounted: true,
              content: (
                <ActionForm
                  action={inviteOneAction}
                  label="Invite one"
                  submitLabel="Invite"
                  pendingLabel="Inviting"
                  className="p-3.5"
                  doneMessage={(made) => `${made.candidateName} is invited. Copy the link.`}
                  onDone={(made) => setInvited((before) => [made, ...before])}
                  resetWhenDone
                >
                  {(errors) => (
                    <>
                      <div className="grid gap-3.5 sm:grid-cols-2">
                        <TextField label="Name" name="name" required error={errors.name} autoComplete="off" />
                        <TextField
                          label="E-mail"
                          name="email"
                          type="email"
                          required
                          error={errors.email}
                          autoComplete="off"
                        />
                      </div>
                      {common(errors)}
                    </>
                  )}
                </ActionForm>
              ),
            },
            {
              value: 'many',
              label: 'Several',
              keepMounted: true,
              content: (
                <ActionForm
                  action={inviteManyAction}
                  label="Invite several"
                  submitLabel="Invite all"
                  pendingLabel="Inviting"
                  className="p-3.5"
                  doneMessage={(result) =>
                    result.invited.length === 1
                      ? '1 candidate is invited.'
                      : `${result.invited.length} candidates are invited.`
                  }
                  onDone={(result) => {
                    setInvited((before) => [...result.invited, ...before]);
                    setProblems(result.problems);
                  }}
                >
                  {(errors) => (
                    <>
                      <TextArea
                        label="Candidates"
                        name="lines"
                        rows={8}
                        mono
                        required
                        placeholder={'Ada Obi, ada@example.org\nJo Lind, jo@example.org'}
                        error={errors.lines ?? problemsText(problems)}
                        hint="One on a line: Name, e-mail. Rows copied from a spreadsheet work too."
                      />
                      {common(errors)}
                    </>
                  )}
                </ActionForm>
              ),
            },
          ]}
        />
      </div>
      <section aria-label="Invited just now" className="min-w-0">
        {invited.length === 0 ? (
          <p className="px-3.5 py-2.5 text-dense text-ink-3">
            The link of each invitation is shown here, once. Only its hash is stored.
          </p>
        ) : (
          <>
            <InvitedList invited={invited} />
            <div className="px-3.5 py-3">
              <ButtonLink href={`/positions/${positionId}`}>Go to the candidates</ButtonLink>
            </div>
          </>
        )}
      </section>
    </div>
  );
}

function problemsText(problems: InvitedMany['problems']) {
  if (problems.length === 0) return undefined;
  return (
    <>
      {problems.map((problem) => (
        <span key={problem.line} className="block">
          Line {problem.line}: {problem.message}
        </span>
      ))}
    </>
  );
}
