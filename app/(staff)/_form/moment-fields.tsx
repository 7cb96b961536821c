'use client';

import { useEffect, useId, useState } from 'react';
import { TextField } from '../../../components/ui/form/text-field.tsx';

interface MomentFieldsProps {
  label: string;
  /** Days from now that are filled in at first. */
  daysDefault: number;
  errors: Record<string, string>;
  hint?: string;
}

/** The last minute of the day so many days from now in the browser's zone, as a date field takes it. */
export function endOfDayIn(days: number): string {
  const later = new Date();
  later.setDate(later.getDate() + days);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${later.getFullYear()}-${two(later.getMonth() + 1)}-${two(later.getDate())}T23:59`;
}

/**
 * A date and a time with the zone in which they are meant, as the fields `startBy` and `timeZone`. They are filled in by
 * the browser, because only it knows the person's zone.
 */
export function MomentFields({ label, daysDefault, errors, hint }: MomentFieldsProps) {
  const listId = useId();
  const [moment, setMoment] = useState('');
  const [zone, setZone] = useState('');
  const [zones, setZones] = useState<readonly string[]>([]);
  useEffect(() => {
    setMoment(endOfDayIn(daysDefault));
    setZone(Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC');
    setZones(['UTC', ...Intl.supportedValuesOf('timeZone')]);
  }, [daysDefault]);
  return (
    <div className="grid gap-3.5 sm:grid-cols-2">
      <TextField
        label={label}
        name="startBy"
        type="datetime-local"
        required
        value={moment}
        onChange={(event) => setMoment(event.target.value)}
        error={errors.startBy}
        hint={hint}
      />
      <TextField
        label="In the time zone"
        name="timeZone"
        required
        list={listId}
        value={zone}
        onChange={(event) => setZone(event.target.value)}
        error={errors.timeZone}
        autoComplete="off"
        spellCheck={false}
        hint="The candidate sees it in their own."
      />
      <datalist id={listId}>
        {zones.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </div>
  );
}
