'use client';

import { useState } from 'react';
import { TextLink } from '../../../../../components/ui/button/button.tsx';
import { CopyButton } from '../../../../../components/ui/button/copy-button.tsx';
import { Banner } from '../../../../../components/ui/feedback/banner.tsx';
import { ActionForm } from '../../../../../components/ui/form/action-form.tsx';
import { Checkbox } from '../../../../../components/ui/form/checkbox.tsx';
import { Select } from '../../../../../components/ui/form/select.tsx';
import { TextField } from '../../../../../components/ui/form/text-field.tsx';
import type { SchedulePage } from '../../../../../server/live/read-schedule-page.ts';
import { MomentFields } from '../../../_form/moment-fields.tsx';
import { scheduleAction } from './actions.ts';

interface ScheduleFormProps {
  positionId: string;
  agenda: NonNullable<SchedulePage['agenda']>;
  people: SchedulePage['people'];
}

const places = [
  { value: '', label: 'Not in this session' },
  { value: 'lead', label: 'Leads and scores' },
  { value: 'scorer', label: 'Scores' },
  { value: 'observer', label: 'Observes' },
  { value: 'unseen', label: 'Observes unseen' },
];
const daysDefault = 3;

export function ScheduleForm({ positionId, agenda, people }: ScheduleFormProps) {
  const [planned, setPlanned] = useState<{ url: string; interviewerPath: string } | null>(null);
  return (
    <div className="grid min-h-0 flex-1 bg-panel lg:grid-cols-[minmax(0,36rem)_minmax(0,1fr)]">
      <div className="border-b border-line lg:border-r lg:border-b-0">
        <ActionForm
          action={scheduleAction}
          label="Plan a session"
          submitLabel="Plan the session"
          pendingLabel="Planning"
          className="p-3.5"
          doneMessage="The session is planned. Copy the candidate's link."
          onDone={setPlanned}
          resetWhenDone
        >
          {(errors) => (
            <>
              <input type="hidden" name="positionId" value={positionId} />
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
              <MomentFields label="Start" daysDefault={daysDefault} errors={errors} />
              <TextField
                label="Meeting link"
                name="meetingUrl"
                type="url"
                optional
                placeholder="https://"
                error={errors.meetingUrl}
                hint="Voice and video stay in the tool you use already. It opens beside the room."
              />
              <fieldset className="flex flex-col gap-2">
                <legend className="mb-1 text-dense font-medium">Interviewers</legend>
                {errors.interviewers && <p className="text-fail">{errors.interviewers}</p>}
                {people.map((person) => (
                  <Select key={person.id} label={person.name} name={`place-${person.id}`} options={places} />
                ))}
              </fieldset>
              <Checkbox
                name="unseenObserversTold"
                label="The candidate was told that somebody may watch unseen"
                hint="Needed before anybody observes unseen."
              />
            </>
          )}
        </ActionForm>
      </div>
      <div className="flex flex-col gap-4 p-3.5">
        {planned && (
          <Banner tone="pass" title="The session is planned." live>
            <span className="flex flex-wrap items-center gap-2">
              <code className="min-w-0 text-dense [overflow-wrap:anywhere]">{planned.url}</code>
              <CopyButton value={planned.url} label="Copy the candidate's link" />
            </span>
            The link is shown this once. <TextLink href={planned.interviewerPath}>Open the room</TextLink>
          </Banner>
        )}
        <section>
          <h2 className="mb-1 text-section">Agenda</h2>
          <ol>
            {agenda.map((item) => (
              <li key={item.title} className="flex justify-between border-t border-line py-1.5">
                <span>{item.title}</span>
                <span className="numeric text-ink-2">{item.minutes} min</span>
              </li>
            ))}
          </ol>
        </section>
      </div>
    </div>
  );
}
