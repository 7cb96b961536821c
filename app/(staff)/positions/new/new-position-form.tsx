'use client';

import { useRouter } from 'next/navigation';
import { useState, useTransition } from 'react';
import { Button, ButtonLink } from '../../../../components/ui/button/button.tsx';
import { Badge } from '../../../../components/ui/data/badge.tsx';
import { Banner } from '../../../../components/ui/feedback/banner.tsx';
import { ActionForm } from '../../../../components/ui/form/action-form.tsx';
import { FieldError } from '../../../../components/ui/form/field.tsx';
import { defaultApplicationQuestions } from '../../../../domain/application.ts';
import { formMinutes } from '../../../../domain/form.ts';
import type { BlueprintPreview } from '../../../../server/position/preview-blueprints.ts';
import { Block } from '../_fields/block.tsx';
import { FormSections, kindCounts, RulesLine } from '../_fields/form-sections.tsx';
import { AboutFields, BarFields, FairnessFields, QuestionSwitches } from '../_fields/position-fields.tsx';
import { createPositionAction } from './actions.ts';

interface NewPositionFormProps {
  blueprints: readonly BlueprintPreview[];
  seed: string;
  contact: string;
}

export function NewPositionForm({ blueprints, seed, contact }: NewPositionFormProps) {
  const router = useRouter();
  const [drawing, startDrawing] = useTransition();
  const ready = blueprints.filter((blueprint) => blueprint.ready);
  const [slug, setSlug] = useState(ready[0]?.slug ?? '');
  const chosen = ready.find((blueprint) => blueprint.slug === slug);
  const missing = blueprints.filter((blueprint) => !blueprint.ready);
  const defaults = {
    title: '',
    team: '',
    description: '',
    openings: 1,
    namesHidden: true,
    autoResultsSealed: true,
    feedbackToCandidate: false,
    applicationQuestions: defaultApplicationQuestions,
    overallBar: chosen?.bar ?? null,
    bars: {},
    contact,
    retentionDays: 365,
  };
  if (ready.length === 0) {
    return (
      <div className="p-3.5">
        <Banner
          tone="warn"
          title="No blueprint can be assembled from the question bank."
          action={<ButtonLink href="/questions">See the questions</ButtonLink>}
        >
          <ul className="list-disc pl-4">
            {missing.map((blueprint) => (
              <li key={blueprint.slug}>
                {blueprint.title}: {blueprint.ready ? '' : blueprint.reason}.
              </li>
            ))}
          </ul>
        </Banner>
      </div>
    );
  }
  return (
    <ActionForm
      action={createPositionAction}
      label="New position"
      submitLabel="Create position"
      pendingLabel="Creating"
      className="gap-0 bg-panel pb-6 [&>div:last-child]:px-3.5 [&>div:last-child]:pt-5"
      onDone={(made) => router.push(`/positions/${made.positionId}/invite`)}
      beside={<span className="text-caption text-ink-3">You can invite candidates next.</span>}
    >
      {(errors) => (
        <>
          <input type="hidden" name="seed" value={seed} />
          <Block title="Position">
            <AboutFields defaults={defaults} errors={errors} />
          </Block>
          <Block
            title="Assessment"
            detail="Every candidate of the position gets the same numbered form until you make a new one."
          >
            <fieldset className="flex flex-col gap-2">
              <legend className="mb-1 text-dense font-medium">Blueprint</legend>
              {ready.map((blueprint) => (
                <label key={blueprint.slug} className="flex items-start gap-2 py-0.5">
                  <input
                    type="radio"
                    name="blueprintSlug"
                    value={blueprint.slug}
                    checked={blueprint.slug === slug}
                    onChange={() => setSlug(blueprint.slug)}
                    className="check-mark mt-[3px] shrink-0 rounded-full"
                  />
                  <span className="min-w-0">
                    <span className="font-medium">{blueprint.title}</span>{' '}
                    <span className="numeric text-caption text-ink-3">{blueprint.minutes} min</span>{' '}
                    {blueprint.mode === 'live' && <Badge>Live</Badge>}
                    <span className="block text-caption text-ink-3">{blueprint.purpose}</span>
                  </span>
                </label>
              ))}
              <FieldError>{errors.blueprintSlug ?? errors.seed}</FieldError>
            </fieldset>
            {chosen?.ready && (
              <div className={`mt-4 flex flex-col gap-2 ${drawing ? 'opacity-60' : ''}`}>
                <div className="flex flex-wrap items-center gap-2">
                  <p className="min-w-0 flex-1">
                    Form 1:{' '}
                    {chosen.sections.length === 1 ? '1 section' : `${chosen.sections.length} sections`},{' '}
                    {formMinutes(chosen.sections)} minutes, {kindCounts(chosen.sections)}.
                  </p>
                  <Button size="small" pending={drawing} onClick={() => startDrawing(() => router.refresh())}>
                    Draw other questions
                  </Button>
                </div>
                <FormSections sections={chosen.sections} caption={`Form assembled from ${chosen.title}`} />
                <p className="text-caption text-ink-3">
                  <RulesLine rules={chosen.rules} />
                </p>
              </div>
            )}
            {missing.length > 0 && (
              <details className="mt-3 text-caption text-ink-2">
                <summary>
                  {missing.length === 1
                    ? '1 blueprint cannot be assembled'
                    : `${missing.length} blueprints cannot be assembled`}
                </summary>
                <ul className="mt-1 list-disc pl-4">
                  {missing.map((blueprint) => (
                    <li key={blueprint.slug}>
                      {blueprint.title}: {blueprint.ready ? '' : blueprint.reason}.
                    </li>
                  ))}
                </ul>
              </details>
            )}
          </Block>
          <Block title="Bars" detail="What the report measures against. It recommends; people decide.">
            <BarFields defaults={defaults} errors={errors} />
          </Block>
          <Block title="Application questions">
            <QuestionSwitches defaults={defaults} />
          </Block>
          <Block title="Fairness and data">
            <FairnessFields defaults={defaults} errors={errors} />
          </Block>
        </>
      )}
    </ActionForm>
  );
}
