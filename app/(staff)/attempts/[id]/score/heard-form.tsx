'use client';

import { useState } from 'react';
import { Button } from '../../../../../components/ui/button/button.tsx';
import { TextField } from '../../../../../components/ui/form/text-field.tsx';

interface HeardFormProps {
  dimension: string;
  onAdd: (text: string) => Promise<void>;
}

/** Evidence in the rater's own words: what is missing cannot be selected. Kept apart from quotations. */
export function HeardForm({ dimension, onAdd }: HeardFormProps) {
  const [text, setText] = useState('');
  return (
    <form
      className="flex items-end gap-2 border-t border-line px-3.5 py-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() === '') return;
        void onAdd(text.trim());
        setText('');
      }}
    >
      <div className="min-w-0 flex-1">
        <TextField
          label={`Or write what you saw for ${dimension}`}
          hint="For what the answer leaves out. Stored as your words, not as a quotation."
          value={text}
          maxLength={2000}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      <Button type="submit" disabledReason={text.trim() === '' ? 'Write a sentence' : undefined}>
        Add
      </Button>
    </form>
  );
}
