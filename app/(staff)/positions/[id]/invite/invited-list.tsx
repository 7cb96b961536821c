'use client';

import { CopyButton } from '../../../../../components/ui/button/copy-button.tsx';
import { Badge } from '../../../../../components/ui/data/badge.tsx';
import { TextField } from '../../../../../components/ui/form/text-field.tsx';
import type { Invited } from '../../../../../server/invitation/invite-candidate.ts';

/** Links that can be copied now and never again, each with the mail that goes with it. */
export function InvitedList({ invited }: { invited: readonly Invited[] }) {
  return (
    <ol>
      {invited.map((one) => (
        <li key={one.attemptId} className="flex flex-col gap-2 border-b border-line px-3.5 py-3">
          <div className="flex flex-wrap items-center gap-2">
            <span className="font-medium">{one.candidateName}</span>
            <span className="text-ink-3">{one.email}</span>
            {one.mailed ? <Badge tone="pass">Mail is on its way</Badge> : <Badge>Not mailed</Badge>}
            {one.ownForm !== null && <Badge tone="info">Own form {one.ownForm}: had met a question</Badge>}
          </div>
          <div className="flex items-end gap-2">
            <TextField
              label={`Link for ${one.candidateName}`}
              labelHidden
              value={one.url}
              readOnly
              mono
              fieldClassName="flex-1"
              onFocus={(event) => event.currentTarget.select()}
            />
            <CopyButton value={one.url} label="Copy link" />
          </div>
          <details>
            <summary className="text-caption text-ink-2">Mail</summary>
            <div className="mt-2 border border-line bg-sunken">
              <div className="flex items-center gap-2 border-b border-line px-3 py-1.5">
                <span className="min-w-0 flex-1 truncate font-medium">{one.mail.subject}</span>
                <CopyButton value={one.mail.text} label="Copy text" size="small" />
              </div>
              <pre className="overflow-x-auto px-3 py-2 font-sans whitespace-pre-wrap">{one.mail.text}</pre>
            </div>
          </details>
        </li>
      ))}
    </ol>
  );
}
