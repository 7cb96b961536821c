'use client';

import { useState, useTransition } from 'react';
import { Button } from '../../../../../components/ui/button/button.tsx';
import { CopyButton } from '../../../../../components/ui/button/copy-button.tsx';
import { notify } from '../../../../../components/ui/feedback/announcer.ts';
import { Banner } from '../../../../../components/ui/feedback/banner.tsx';
import { ActionForm } from '../../../../../components/ui/form/action-form.tsx';
import { Checkbox } from '../../../../../components/ui/form/checkbox.tsx';
import { NumberField } from '../../../../../components/ui/form/number-field.tsx';
import { Select } from '../../../../../components/ui/form/select.tsx';
import { TextField } from '../../../../../components/ui/form/text-field.tsx';
import { Dialog } from '../../../../../components/ui/overlay/dialog.tsx';
import { type Runtime, runtimeNames, runtimes } from '../../../../../domain/form.ts';
import type { Reissued } from '../../../../../server/invitation/reissue-link.ts';
import { endOfDayIn, MomentFields } from '../../../_form/moment-fields.tsx';
import { extendStartAction, newLinkAction, setAccommodationAction } from '../actions.ts';

const oneWeekDays = 7;

/** A new link beside those that exist, shown once; or a reminder by mail, which carries one. */
export function NewLink({
  attemptId,
  mail,
  mayRemind,
}: {
  attemptId: string;
  mail: boolean;
  mayRemind: boolean;
}) {
  const [open, setOpen] = useState(false);
  const [issued, setIssued] = useState<Reissued | null>(null);
  const [byMail, setByMail] = useState(false);
  const [message, setMessage] = useState<string | null>(null);
  const [pending, startTransition] = useTransition();
  const issue = (purpose: 'new-link' | 'reminder') =>
    startTransition(async () => {
      setMessage(null);
      try {
        const result = await newLinkAction({
          attemptId,
          purpose,
          sendMail: byMail,
          timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC',
        });
        if (result.ok) {
          setIssued(result.value);
          setOpen(true);
        } else if (open) setMessage(result.message);
        else notify({ tone: 'fail', text: result.message });
      } catch {
        notify({ tone: 'fail', text: 'The server was not reached. Check the connection and try again.' });
      }
    });
  return (
    <>
      {mayRemind && (
        <Button size="small" pending={pending} onClick={() => issue('reminder')}>
          Send reminder
        </Button>
      )}
      <Button size="small" onClick={() => setOpen(true)}>
        New link
      </Button>
      <Dialog
        open={open}
        onOpenChange={(next) => {
          setOpen(next);
          if (!next) {
            setIssued(null);
            setMessage(null);
          }
        }}
        title={issued ? 'The link, shown this once' : 'Issue a new link?'}
        {...(issued
          ? {}
          : {
              description:
                'Links and browsers that exist stay as they are. The new link is in the record and on the report.',
            })}
      >
        {issued ? (
          <div className="flex flex-col gap-2.5">
            <Banner
              tone={issued.mailed ? 'pass' : 'info'}
              title={
                issued.mailed
                  ? 'A mail with this link is on its way.'
                  : 'Nothing was mailed. Send the link to the candidate yourself.'
              }
            />
            <TextField
              label="Link"
              value={issued.url}
              readOnly
              mono
              onFocus={(event) => event.currentTarget.select()}
            />
            <div className="flex gap-2">
              <CopyButton value={issued.url} label="Copy link" variant="primary" />
              <CopyButton value={issued.mail.text} label="Copy mail text" />
            </div>
          </div>
        ) : (
          <div className="flex flex-col gap-3">
            {message && <Banner tone="fail" title={message} live />}
            {mail && (
              <Checkbox
                label="Send it by mail too"
                checked={byMail}
                onChange={(event) => setByMail(event.target.checked)}
              />
            )}
            <div>
              <Button variant="primary" pending={pending} onClick={() => issue('new-link')}>
                Issue link
              </Button>
            </div>
          </div>
        )}
      </Dialog>
    </>
  );
}

/** Seven more days in one press, counted from today; any other last moment through the dialog beside it. */
export function ExtendStart({ attemptId }: { attemptId: string }) {
  const [open, setOpen] = useState(false);
  const [pending, startTransition] = useTransition();
  const done = ({ mailed }: { mailed: boolean }) =>
    notify({
      tone: 'pass',
      text: mailed
        ? 'The last moment to start is moved. A mail is on its way.'
        : 'The last moment to start is moved. Tell the candidate.',
    });
  const giveWeek = () =>
    startTransition(async () => {
      const data = new FormData();
      data.set('attemptId', attemptId);
      data.set('startBy', endOfDayIn(oneWeekDays));
      data.set('timeZone', Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC');
      try {
        const result = await extendStartAction(data);
        if (result.ok) done(result.value);
        else notify({ tone: 'fail', text: result.message });
      } catch {
        notify({ tone: 'fail', text: 'The server was not reached. Check the connection and try again.' });
      }
    });
  return (
    <>
      <Button size="small" pending={pending} onClick={giveWeek}>
        Give 7 days from today
      </Button>
      <Button size="small" onClick={() => setOpen(true)}>
        Give more days
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="Give more days to start"
        description="The links that the candidate has stay valid."
      >
        <ActionForm
          action={extendStartAction}
          submitLabel="Give more days"
          pendingLabel="Saving"
          onDone={(moved) => {
            setOpen(false);
            done(moved);
          }}
        >
          {(errors) => (
            <>
              <input type="hidden" name="attemptId" value={attemptId} />
              <MomentFields label="New last moment" daysDefault={oneWeekDays} errors={errors} />
            </>
          )}
        </ActionForm>
      </Dialog>
    </>
  );
}

export function Accommodation({
  attemptId,
  timeFactor,
  runtime,
}: {
  attemptId: string;
  timeFactor: number;
  runtime: Runtime | null;
}) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        Extra time
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="Extra time and language"
        description="Every section gets longer by the factor. People who score see time as a share of the person’s own allowance only."
      >
        <ActionForm
          action={setAccommodationAction}
          submitLabel="Save"
          pendingLabel="Saving"
          onDone={() => {
            setOpen(false);
            notify({ tone: 'pass', text: 'Saved. The invitation page shows it to the candidate.' });
          }}
        >
          {(errors) => (
            <>
              <input type="hidden" name="attemptId" value={attemptId} />
              <NumberField
                label="Extra-time factor"
                name="timeFactor"
                required
                defaultValue={String(timeFactor)}
                error={errors.timeFactor}
                hint="1 is none, 1.25 a quarter more."
              />
              <Select
                label="Language of question texts"
                name="runtime"
                defaultValue={runtime ?? ''}
                options={[
                  { value: '', label: 'The candidate chooses' },
                  ...runtimes.map((one) => ({ value: one, label: runtimeNames[one] })),
                ]}
                error={errors.runtime}
              />
            </>
          )}
        </ActionForm>
      </Dialog>
    </>
  );
}
