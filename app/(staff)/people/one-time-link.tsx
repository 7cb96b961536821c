'use client';

import { CopyButton } from '../../../components/ui/button/copy-button.tsx';
import { TextField } from '../../../components/ui/form/text-field.tsx';

/** A link that is shown this once. Whoever holds it sets the password, so it is handed over directly. */
export function OneTimeLink({ url, name }: { url: string; name: string }) {
  return (
    <div className="flex flex-col gap-2.5">
      <p>
        Give this link to {name}. It works once, for an hour, and is not shown again. With it they set their
        password.
      </p>
      <TextField
        label="One-time link"
        value={url}
        readOnly
        mono
        onFocus={(event) => event.currentTarget.select()}
      />
      <div>
        <CopyButton value={url} label="Copy link" variant="primary" />
      </div>
    </div>
  );
}
