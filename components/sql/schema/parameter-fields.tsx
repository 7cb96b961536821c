'use client';

import { TextField } from '../../ui/form/text-field.tsx';

export interface SqlParameter {
  name: string;
  type: string;
  example: string | null;
}

interface ParameterFieldsProps {
  parameters: readonly SqlParameter[];
  values: Record<string, string>;
  onChange: (values: Record<string, string>) => void;
}

/** What `:name` stands for when something is run here. The checks use values of their own. */
export function ParameterFields({ parameters, values, onChange }: ParameterFieldsProps) {
  if (parameters.length === 0) return null;
  return (
    <fieldset className="flex flex-col gap-2 border-b border-line px-3 py-2.5">
      <legend className="sr-only">Parameters</legend>
      <p className="text-caption text-ink-3">Parameters. An empty field has the value in grey.</p>
      {parameters.map((parameter) => (
        <TextField
          key={parameter.name}
          mono
          label={
            <span className="font-mono text-[0.72rem]">
              :{parameter.name} <span className="text-ink-3">{parameter.type}</span>
            </span>
          }
          placeholder={parameter.example ?? 'NULL'}
          value={values[parameter.name] ?? ''}
          maxLength={parameterCharactersMax}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => onChange({ ...values, [parameter.name]: event.target.value })}
        />
      ))}
    </fieldset>
  );
}

const parameterCharactersMax = 4_000;
