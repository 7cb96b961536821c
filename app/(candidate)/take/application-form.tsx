'use client';

import { useRouter } from 'next/navigation';
import { ActionForm } from '../../../components/ui/form/action-form.tsx';
import { NumberField } from '../../../components/ui/form/number-field.tsx';
import { TextField } from '../../../components/ui/form/text-field.tsx';
import {
  type ApplicationAnswers,
  type ApplicationQuestionKey,
  applicationQuestionLabels,
  languageNames,
} from '../../../domain/application.ts';
import { saveApplicationAction } from './actions.ts';

const hints: Partial<Record<ApplicationQuestionKey, string>> = {
  currentPay: 'Amount, currency and period.',
  expectedPay: 'Amount, currency and period.',
  noticePeriod: 'For example: 3 months to the end of a month.',
  location: 'City and country.',
};

export function ApplicationForm({
  asks,
  answers,
}: {
  asks: readonly ApplicationQuestionKey[];
  answers: ApplicationAnswers;
}) {
  const router = useRouter();
  return (
    <ActionForm
      label="Questions about your application"
      action={saveApplicationAction}
      submitLabel="Save answers"
      variant="secondary"
      doneMessage="Saved."
      onDone={() => router.refresh()}
    >
      {(errors) => (
        <div className="grid gap-3 sm:grid-cols-2">
          {asks.map((key) =>
            key === 'yearsByLanguage' ? (
              <fieldset key={key} className="min-w-0 sm:col-span-2">
                <legend className="mb-1.5 text-dense font-medium text-ink">
                  {applicationQuestionLabels[key]}
                </legend>
                <div className="grid grid-cols-2 gap-2 sm:grid-cols-5">
                  {languageNames.map((language) => (
                    <NumberField
                      key={language}
                      label={language}
                      name={`yearsByLanguage.${language}`}
                      defaultValue={answers.yearsByLanguage?.[language] ?? ''}
                      unit="years"
                      error={errors[`yearsByLanguage.${language}`]}
                    />
                  ))}
                </div>
              </fieldset>
            ) : (
              <TextField
                key={key}
                label={applicationQuestionLabels[key]}
                name={key}
                defaultValue={answers[key] ?? ''}
                hint={hints[key]}
                error={errors[key]}
              />
            ),
          )}
        </div>
      )}
    </ActionForm>
  );
}
