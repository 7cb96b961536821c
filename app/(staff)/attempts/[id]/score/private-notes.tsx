'use client';

import { useRef, useState } from 'react';
import { SavedState, type SavedStatus } from '../../../../../components/clock/saved-state.tsx';
import { TextArea } from '../../../../../components/ui/form/text-area.tsx';
import { saveNotes } from './actions.ts';

const pauseMs = 800;

/** Notes for the rater alone, saved while typing. */
export function PrivateNotes({ attemptId, text }: { attemptId: string; text: string }) {
  const [value, setValue] = useState(text);
  const [saved, setSaved] = useState<SavedStatus>({ state: 'saved', at: null });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const sent = useRef(text);
  const save = async (next: string) => {
    if (next === sent.current) return;
    const result = await saveNotes({ attemptId, text: next }).catch(() => null);
    if (result?.ok) {
      sent.current = next;
      setSaved({ state: 'saved', at: new Date() });
    } else {
      setSaved({
        state: 'refused',
        text: result ? result.message : 'Not saved. Type again when the network is back.',
      });
    }
  };
  return (
    <section>
      <TextArea
        label="Private notes"
        hint="No other user sees them. The law may require handing them to the candidate."
        value={value}
        rows={5}
        onChange={(event) => {
          const next = event.target.value;
          setValue(next);
          setSaved({ state: 'saving' });
          clearTimeout(timer.current);
          timer.current = setTimeout(() => void save(next), pauseMs);
        }}
        onBlur={() => {
          clearTimeout(timer.current);
          void save(value);
        }}
      />
      <SavedState status={saved} className="mt-1" />
    </section>
  );
}
