import { Checkbox } from '../../../../components/ui/form/checkbox.tsx';
import { NumberField } from '../../../../components/ui/form/number-field.tsx';
import { Switch } from '../../../../components/ui/form/switch.tsx';
import { TextArea } from '../../../../components/ui/form/text-area.tsx';
import { TextField } from '../../../../components/ui/form/text-field.tsx';
import {
  type ApplicationQuestionKey,
  type ApplicationQuestions,
  applicationQuestionKeys,
  applicationQuestionLabels,
} from '../../../../domain/application.ts';
import { type DimensionCode, dimensionCodes, dimensionNames } from '../../../../domain/dimension.ts';

export interface PositionDefaults {
  title: string;
  team: string;
  description: string;
  openings: number;
  namesHidden: boolean;
  autoResultsSealed: boolean;
  feedbackToCandidate: boolean;
  applicationQuestions: ApplicationQuestions;
  overallBar: number | null;
  bars: Partial<Record<DimensionCode, number>>;
  contact: string;
  retentionDays: number;
}

interface PartProps {
  defaults: PositionDefaults;
  errors: Record<string, string>;
}

export function AboutFields({ defaults, errors }: PartProps) {
  return (
    <div className="flex flex-col gap-3.5">
      <div className="grid gap-3.5 sm:grid-cols-[2fr_1fr_6rem]">
        <TextField
          label="Title"
          name="title"
          required
          defaultValue={defaults.title}
          error={errors.title}
          hint="Candidates read it."
        />
        <TextField label="Team" name="team" optional defaultValue={defaults.team} error={errors.team} />
        <NumberField
          label="Openings"
          name="openings"
          whole
          required
          defaultValue={defaults.openings}
          error={errors.openings}
        />
      </div>
      <TextArea
        label="Description"
        name="description"
        optional
        rows={3}
        defaultValue={defaults.description}
        error={errors.description}
        hint="Shown on the invitation page. Markdown."
      />
      <TextField
        label="Contact for candidates"
        name="contact"
        required
        defaultValue={defaults.contact}
        error={errors.contact}
        hint="A name and an address they can write to, before, during and afterwards."
      />
    </div>
  );
}

const questionHints: Partial<Record<ApplicationQuestionKey, string>> = {
  currentPay:
    'Several countries and US states forbid asking for pay history. Check the law where the candidate lives before you switch it on.',
  expectedPay: 'Asking for expectations is allowed in more places than asking for history.',
};

export function QuestionSwitches({ defaults }: { defaults: PositionDefaults }) {
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="sr-only">Application questions</legend>
      <p className="max-w-prose text-ink-2">
        Asked before the start, stored apart from the answers, never shown to people who score and never part
        of a score. Each is optional for the candidate.
      </p>
      {applicationQuestionKeys.map((key) => (
        <Switch
          key={key}
          name={`applicationQuestions.${key}`}
          label={applicationQuestionLabels[key]}
          hint={questionHints[key]}
          defaultChecked={defaults.applicationQuestions[key]}
        />
      ))}
    </fieldset>
  );
}

export function FairnessFields({ defaults, errors }: PartProps) {
  return (
    <div className="flex flex-col gap-2.5">
      <Checkbox
        name="namesHidden"
        label="Hide names from people who score"
        hint="They see “Candidate 7F3A”. Managers see names."
        defaultChecked={defaults.namesHidden}
      />
      <Checkbox
        name="autoResultsSealed"
        label="Seal automatic results until a rater has submitted"
        hint="So that a passed check does not colour a level."
        defaultChecked={defaults.autoResultsSealed}
      />
      <Checkbox
        name="feedbackToCandidate"
        label="Give candidates feedback after the decision"
        hint="Per assessed dimension, the behaviour that was observed and the next level’s. No scores of others, no names of raters, no prompts or checks. Each report has a preview of it."
        defaultChecked={defaults.feedbackToCandidate}
      />
      <NumberField
        label="Keep the data for"
        name="retentionDays"
        unit="days"
        whole
        required
        fieldClassName="max-w-40"
        defaultValue={defaults.retentionDays}
        error={errors.retentionDays}
        hint="After the decision."
      />
    </div>
  );
}

export function BarFields({ defaults, errors }: PartProps) {
  return (
    <div className="flex flex-col gap-2.5">
      <p className="max-w-prose text-ink-2">
        On the scale of the report: 1 not shown, 2 partial, 3 solid, 4 strong. A dimension without a bar of
        its own is shown against none.
      </p>
      <div className="grid gap-x-6 gap-y-2 sm:grid-cols-2">
        {/* Another blueprint brings its own bar. */}
        <BarField
          key={defaults.overallBar}
          name="overallBar"
          label="The whole"
          value={defaults.overallBar}
          error={errors.overallBar}
          required
        />
        <span className="hidden sm:block" />
        {dimensionCodes.map((code) => (
          <BarField
            key={code}
            name={`bars.${code}`}
            label={dimensionNames[code]}
            value={defaults.bars[code] ?? null}
            error={errors[`bars.${code}`]}
          />
        ))}
      </div>
    </div>
  );
}

function BarField({
  name,
  label,
  value,
  error,
  required,
}: {
  name: string;
  label: string;
  value: number | null;
  error: string | undefined;
  required?: boolean;
}) {
  return (
    <NumberField
      name={name}
      label={label}
      required={required}
      defaultValue={value === null ? '' : String(value)}
      error={error}
      className="max-w-24"
    />
  );
}
