import { PanelCharts } from '../../../../components/incident/chart/panel-charts.tsx';
import { EvidenceBlocks } from '../../../../components/incident/evidence/evidence-blocks.tsx';
import { Markdown } from '../../../../components/markdown/markdown.tsx';
import { Badge } from '../../../../components/ui/data/badge.tsx';
import { Pane } from '../../../../components/ui/layout/pane.tsx';
import type { IncidentAnswer } from '../../../../domain/answer.ts';
import type { Runtime } from '../../../../domain/form.ts';
import { writtenPercent } from '../../../../domain/grading/limits.ts';
import {
  type DiagnosisOption,
  evidenceGroupNames,
  type Marks,
} from '../../../../domain/incident/incident.ts';
import { replayInvestigation } from '../../../../domain/incident/investigation.ts';
import { diagnosisPoints } from '../../../../domain/incident/limits.ts';
import type { StaffQuestionOf } from '../../../../server/bank/read-question-for-staff.ts';

/** The whole board with what is right: diagnosis, charts, actions, cards, the reference investigation, known-wrong ones. */
export function IncidentKey({
  question,
  runtime,
}: {
  question: StaffQuestionOf<'incident'>;
  runtime: Runtime | null;
}) {
  const { general, byRuntime } = question.incidents;
  const incident = (runtime && byRuntime[runtime]) ?? general;
  const { cause, component, durable } = incident.diagnosis;
  const { clock, cards, actions } = incident;
  const supports = new Set(incident.evidence.flat());
  const spent = replayInvestigation(incident, question.reference.steps).spentMinutes;
  return (
    <>
      <Pane
        title="Diagnosis"
        detail={`Cause ${diagnosisPoints.cause} %, component ${diagnosisPoints.component} %, fixes ${diagnosisPoints.durable} %, harm kept low ${diagnosisPoints.efficiency} %; the postmortem ${writtenPercent} %`}
      >
        <div className="flex flex-col gap-3 px-3.5 py-3">
          <Options title="Cause" options={cause} />
          <Options title="Component" options={component} />
          <Options title={`Durable fixes, ${durable.pick} to pick`} options={durable.options} />
        </div>
      </Pane>
      <Pane title="Charts" detail="Free, and there from the start">
        <PanelCharts panels={incident.panels} clock={clock} />
      </Pane>
      <Pane title="Actions" detail={`The first one counts ${diagnosisPoints.mitigation} %`}>
        <ul>
          {actions.map((action) => (
            <li key={action.id} className="border-b border-line px-3.5 py-2 last:border-b-0">
              <p className="flex flex-wrap items-baseline gap-x-2.5">
                <MarksBadge marks={action.marks} />
                <span className="min-w-0">{action.text}</span>
                <span className="numeric ml-auto text-caption text-ink-3">
                  {action.minutes} min, harm × {action.harm}
                </span>
              </p>
              <p className="mt-1 max-w-prose text-caption text-ink-2">{action.outcome}</p>
              <p className="mt-0.5 max-w-prose text-caption text-ink-3">{action.because}</p>
            </li>
          ))}
        </ul>
      </Pane>
      <Pane
        title="Cards"
        detail={`${cards.length} cards, ${cards.reduce((sum, card) => sum + card.minutes, 0)} minutes in all, ${clock.budget} to spend`}
      >
        {cards.map((card) => (
          <details key={card.id} className="border-b border-line px-3.5 py-1.5 last:border-b-0">
            <summary className="flex flex-wrap items-baseline gap-x-2.5">
              <span className="min-w-0">{card.title}</span>
              <span className="text-caption text-ink-3">{evidenceGroupNames[card.group]}</span>
              {supports.has(card.id) && <Badge tone="pass">Supports the cause</Badge>}
              <span className="numeric ml-auto text-caption text-ink-3">{card.minutes} min</span>
            </summary>
            <EvidenceBlocks blocks={card.shows} clock={clock} />
          </details>
        ))}
      </Pane>
      <Pane title="Reference" detail={`${spent} of ${clock.budget} minutes`}>
        <div className="px-3.5 py-2.5">
          <Steps answer={question.reference} />
          <Markdown text={question.reference.postmortem} headingOffset={2} className="mt-2.5 max-w-prose" />
        </div>
      </Pane>
      <Pane title="Known-wrong investigations" detail="Each fails the check that is named for it">
        {question.wrong.map((wrong) => (
          <details key={wrong.name} className="border-b border-line px-3.5 py-1.5 last:border-b-0">
            <summary>
              <span className="numeric">{wrong.name}</span>
              <span className="text-ink-3"> fails {wrong.check}</span>
            </summary>
            <div className="py-1.5">
              <Steps answer={wrong.answer} />
            </div>
          </details>
        ))}
      </Pane>
    </>
  );
}

const marksWords: Record<Marks, string> = { full: 'Right', half: 'Half', none: 'Wrong' };

function MarksBadge({ marks }: { marks: Marks }) {
  const tone = marks === 'full' ? 'pass' : marks === 'half' ? 'warn' : 'neutral';
  return <Badge tone={tone}>{marksWords[marks]}</Badge>;
}

function Options({ title, options }: { title: string; options: readonly DiagnosisOption[] }) {
  return (
    <section>
      <h3 className="text-caption text-ink-3">{title}</h3>
      <ul className="mt-1 flex flex-col gap-1.5">
        {options.map((option) => (
          <li key={option.id} className="flex items-start gap-2.5">
            <span className="w-[4.25rem] shrink-0">
              <MarksBadge marks={option.marks} />
            </span>
            <span className="min-w-0 max-w-prose">
              {option.text}
              <span className="block text-caption text-ink-2">{option.because}</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Steps({ answer }: { answer: IncidentAnswer }) {
  return (
    <dl className="grid grid-cols-[6rem_minmax(0,1fr)] gap-x-3 gap-y-1 text-dense">
      {[
        ['Steps', answer.steps.map((step) => step.id)],
        ['Cited', answer.evidence],
        ['Cause', [answer.cause]],
        ['Component', [answer.component]],
        ['Fixes', answer.durable],
      ].map(([name, ids]) => (
        <div key={String(name)} className="contents">
          <dt className="text-ink-3">{name}</dt>
          <dd className="numeric">{(Array.isArray(ids) ? ids : []).filter(Boolean).join(', ') || '–'}</dd>
        </div>
      ))}
    </dl>
  );
}
