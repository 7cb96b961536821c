'use client';

import { type KeyboardEvent, useId, useState } from 'react';
import type { SettingValue } from '../../../domain/design/design.ts';
import {
  type ChoiceSetting,
  type FlagSetting,
  type NumberSetting,
  type Setting,
  settingValue,
} from '../../../simulation/load/drawing/kinds.ts';
import type { Flow } from '../../../simulation/load/scenario.ts';
import { cn } from '../../ui/class-names.ts';
import { Checkbox } from '../../ui/form/checkbox.tsx';
import { controlClassName, FieldError } from '../../ui/form/field.tsx';
import { readSettingNumber } from './read-setting-number.ts';

interface SettingFieldProps {
  setting: Setting;
  /** As it lies in the drawing; what it lacks is the default. */
  value: SettingValue | undefined;
  onChange: (value: SettingValue) => void;
  flows: readonly Flow[];
  readOnly: boolean;
}

const row = 'grid min-h-7 grid-cols-[minmax(0,1fr)_8rem] items-center gap-x-2';
const control = cn(controlClassName, 'h-6 px-1.5 text-[0.75rem] pointer-coarse:h-11');

/** One setting as its table says: a number with its unit, a choice, a flag, or flows. */
export function SettingField({ setting, value, ...rest }: SettingFieldProps) {
  switch (setting.type) {
    case 'number':
      return <NumberRow setting={setting} value={Number(settingValue(setting, value))} {...rest} />;
    case 'choice':
      return <ChoiceRow setting={setting} value={String(settingValue(setting, value))} {...rest} />;
    case 'flag':
      return <FlagRow setting={setting} value={settingValue(setting, value) === true} {...rest} />;
    case 'flows':
      return <FlowsRow label={setting.label} help={setting.help} value={String(value ?? '')} {...rest} />;
  }
}

type RowProps<Of, Value> = Pick<SettingFieldProps, 'onChange' | 'flows' | 'readOnly'> & {
  setting: Of;
  value: Value;
};

function NumberRow({ setting, value, onChange, readOnly }: RowProps<NumberSetting, number>) {
  const id = useId();
  const [draft, setDraft] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const commit = () => {
    if (draft === null) return;
    const read = readSettingNumber(setting, draft, value);
    setDraft(null);
    setProblem(read.problem);
    if (read.value !== value) onChange(read.value);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // Also with a modifier: what was typed is part of the run that the same press starts.
    if (event.key === 'Enter') commit();
    if (event.key === 'Escape') setDraft(null);
  };
  return (
    <div>
      <div className={row}>
        <label htmlFor={id} className="text-dense text-ink-2">
          {setting.label}
          {setting.unit && <span className="sr-only"> in {setting.unit}</span>}
        </label>
        <span className="relative flex">
          <input
            id={id}
            type="text"
            inputMode={setting.whole ? 'numeric' : 'decimal'}
            autoComplete="off"
            disabled={readOnly}
            value={draft ?? String(value)}
            aria-describedby={problem ? `${id}-problem ${id}-help` : `${id}-help`}
            aria-invalid={problem ? true : undefined}
            onChange={(event) => {
              setDraft(event.target.value);
              setProblem(null);
            }}
            onBlur={commit}
            onKeyDown={onKeyDown}
            className={cn(control, 'numeric')}
            style={setting.unit ? { paddingRight: `${setting.unit.length + 1.5}ch` } : undefined}
          />
          {setting.unit && (
            <span
              aria-hidden
              className="pointer-events-none absolute inset-y-0 right-1.5 flex items-center text-caption text-ink-3"
            >
              {setting.unit}
            </span>
          )}
        </span>
      </div>
      {problem && <FieldError id={`${id}-problem`}>{problem}</FieldError>}
      <Help id={`${id}-help`}>
        {setting.help} {numberText(setting.min)} to {numberText(setting.max)}.
      </Help>
    </div>
  );
}

const numberText = (value: number) => value.toLocaleString('en-US');

function ChoiceRow({ setting, value, onChange, readOnly }: RowProps<ChoiceSetting, string>) {
  const id = useId();
  return (
    <div>
      <div className={row}>
        <label htmlFor={id} className="text-dense text-ink-2">
          {setting.label}
        </label>
        <select
          id={id}
          value={value}
          disabled={readOnly}
          aria-describedby={`${id}-help`}
          onChange={(event) => onChange(event.target.value)}
          className={cn(control, 'read-only:bg-panel disabled:bg-sunken')}
        >
          {setting.options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      </div>
      <Help id={`${id}-help`}>{setting.help}</Help>
    </div>
  );
}

function FlagRow({ setting, value, onChange, readOnly }: RowProps<FlagSetting, boolean>) {
  const id = useId();
  return (
    <div>
      <div className={row}>
        <label htmlFor={id} className="text-dense text-ink-2">
          {setting.label}
        </label>
        <input
          id={id}
          type="checkbox"
          // biome-ignore lint/a11y/useAriaPropsForRole: a native checkbox carries its own checked state.
          role="switch"
          checked={value}
          disabled={readOnly}
          aria-describedby={`${id}-help`}
          onChange={(event) => onChange(event.target.checked)}
          className="switch-track"
        />
      </div>
      <Help id={`${id}-help`}>{setting.help}</Help>
    </div>
  );
}

interface FlowsRowProps extends Pick<SettingFieldProps, 'onChange' | 'flows' | 'readOnly'> {
  label: string;
  help: string;
  value: string;
}

/** Empty means every flow, so the last one that is ticked stays. */
function FlowsRow({ label, help, value, flows, onChange, readOnly }: FlowsRowProps) {
  const id = useId();
  const named = value.split(',').filter((one) => flows.some((flow) => flow.id === one.trim()));
  const ticked = new Set(named.length > 0 ? named.map((one) => one.trim()) : flows.map((flow) => flow.id));
  const set = (flow: string, on: boolean) => {
    const next = flows.filter((one) => (one.id === flow ? on : ticked.has(one.id)));
    if (next.length === 0) return;
    onChange(next.length === flows.length ? '' : next.map((one) => one.id).join(','));
  };
  return (
    <fieldset aria-describedby={`${id}-help`} className="py-1">
      <legend className="text-dense text-ink-2">{label}</legend>
      <div className="flex flex-wrap gap-x-3">
        {flows.map((flow) => {
          const on = ticked.has(flow.id);
          return (
            <Checkbox
              key={flow.id}
              label={<span className="text-dense">{flow.title}</span>}
              checked={on}
              disabled={readOnly || (on && ticked.size === 1)}
              onChange={(event) => set(flow.id, event.target.checked)}
            />
          );
        })}
      </div>
      <Help id={`${id}-help`}>{help} All of them when all are ticked; one stays.</Help>
    </fieldset>
  );
}

/** In a pane it stands at the foot while its field has the focus (inspector.tsx); in the list under the setting. */
function Help({ id, children }: { id: string; children: React.ReactNode }) {
  return (
    <p
      id={id}
      className="sr-only text-[0.6875rem] leading-[0.9375rem] text-ink-3 in-data-inline:not-sr-only in-data-inline:mb-1"
    >
      {children}
    </p>
  );
}
