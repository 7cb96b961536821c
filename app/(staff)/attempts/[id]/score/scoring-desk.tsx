'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { DesignRecord } from '../../../../../components/design/design-record.tsx';
import {
  DiagnosisRecord,
  InvestigationSteps,
} from '../../../../../components/incident/investigation-record.tsx';
import { Markdown } from '../../../../../components/markdown/markdown.tsx';
import { QuoteSelection } from '../../../../../components/rubric/quote-selection.tsx';
import { RubricPanel } from '../../../../../components/rubric/rubric-panel.tsx';
import { dimensionGap, type RubricDimension } from '../../../../../components/rubric/rubric-types.ts';
import { Button } from '../../../../../components/ui/button/button.tsx';
import { Badge } from '../../../../../components/ui/data/badge.tsx';
import { notify } from '../../../../../components/ui/feedback/announcer.ts';
import { Banner } from '../../../../../components/ui/feedback/banner.tsx';
import { EmptyState } from '../../../../../components/ui/feedback/empty-state.tsx';
import { useShortcuts } from '../../../../../components/ui/keyboard/use-shortcuts.ts';
import { Pane } from '../../../../../components/ui/layout/pane.tsx';
import { ConfirmDialog } from '../../../../../components/ui/overlay/confirm-dialog.tsx';
import type { DimensionCode, Level } from '../../../../../domain/dimension.ts';
import type { ScoringPage, ScoringQuestion } from '../../../../../server/scoring/read-scoring-page.ts';
import { submitScores } from './actions.ts';
import { ChangeReason } from './change-reason.tsx';
import { HeardForm } from './heard-form.tsx';
import { PrivateNotes } from './private-notes.tsx';
import { useCard } from './use-card.ts';

const levels: readonly Level[] = [1, 2, 3, 4];

/** The answer beside the rubric: choose a behaviour, pin the words it rests on, submit when all are complete. */
export function ScoringDesk({ page }: { page: ScoringPage }) {
  const router = useRouter();
  const card = useCard(page);
  const [number, setNumber] = useState(page.questions[0]?.number ?? 0);
  const question = page.questions.find((one) => one.number === number) ?? page.questions[0];
  const [open, setOpen] = useState<DimensionCode | null>(question?.dimensions[0]?.code ?? null);
  const [asking, setAsking] = useState(false);
  const [sending, setSending] = useState(false);
  const [changing, setChanging] = useState<{ code: DimensionCode; value: Level | 'not-observed' } | null>(
    null,
  );

  const choose = (next: number) => {
    const found = page.questions.find((one) => one.number === next);
    if (!found) return;
    setNumber(next);
    setOpen(found.dimensions[0]?.code ?? null);
  };
  const step = (by: number) => {
    const index = page.questions.findIndex((one) => one.number === number);
    choose(page.questions[index + by]?.number ?? number);
  };
  useShortcuts([
    { keys: ']', label: 'Next question', group: 'Questions', run: () => step(1) },
    { keys: '[', label: 'Previous question', group: 'Questions', run: () => step(-1) },
    { keys: 'j', label: 'Next dimension', group: 'Rubric', run: () => setOpen(neighbour(question, open, 1)) },
    {
      keys: 'k',
      label: 'Previous dimension',
      group: 'Rubric',
      run: () => setOpen(neighbour(question, open, -1)),
    },
  ]);

  if (!question) return <EmptyState>This form has no question that people rate.</EmptyState>;
  const dimensionsOf = (one: ScoringQuestion): RubricDimension[] =>
    one.dimensions.map((dimension) => ({
      code: dimension.code,
      name: dimension.name,
      levels: levels.map((level) => ({ level, text: dimension.behaviours[level] })),
      value: card.valueOf(one.number, dimension.code),
      note: card.noteOf(one.number, dimension.code),
      evidence: card.evidence
        .filter((piece) => piece.itemNumber === one.number && piece.dimension === dimension.code)
        .map((piece) => ({
          id: piece.id,
          quote: piece.quote,
          where: piece.source === 'recorded' ? `Q${one.number}, in the answer` : 'Written by you',
          href: null,
        })),
    }));
  const gaps = page.questions.flatMap((one) =>
    dimensionsOf(one).filter((dimension) => dimensionGap(dimension) !== null),
  );
  const rate = (code: DimensionCode, value: Level | 'not-observed') => {
    if (page.submittedAt) setChanging({ code, value });
    else card.rate(question.number, code, value);
  };
  const submit = async () => {
    setSending(true);
    await card.settled();
    const result = await submitScores({ attemptId: page.attemptId });
    setSending(false);
    setAsking(false);
    if (result.ok) router.refresh();
    else notify({ tone: 'fail', text: result.message });
  };
  const openName = question.dimensions.find((dimension) => dimension.code === open)?.name;

  return (
    <div className="pane-grid min-h-0 flex-1 grid-cols-[minmax(15rem,21rem)_minmax(0,1fr)_minmax(22rem,27rem)] max-xl:grid-cols-[minmax(0,1fr)_minmax(22rem,26rem)]">
      <Pane
        title={`Q${question.number} ${question.title}`}
        detail={`${question.minutes} min`}
        className="overflow-y-auto max-xl:hidden"
      >
        {page.questions.length > 1 && (
          <nav
            aria-label="Questions to score"
            className="flex flex-wrap gap-1.5 border-b border-line px-3 py-2"
          >
            {page.questions.map((one) => (
              <Button
                key={one.number}
                size="small"
                variant={one.number === number ? 'primary' : 'secondary'}
                aria-current={one.number === number ? 'true' : undefined}
                onClick={() => choose(one.number)}
              >
                Q{one.number}
              </Button>
            ))}
          </nav>
        )}
        <div className="flex flex-col gap-4 p-3.5">
          <Markdown text={question.prompt} headingOffset={2} />
          <Named title="Must be named for level 3" lines={question.mustName} />
          <Named title="Red flags" lines={question.redFlags} />
          <PrivateNotes attemptId={page.attemptId} text={page.privateNotes} />
        </div>
      </Pane>
      <Pane className="overflow-y-auto">
        {question.answer.trim() === '' ? (
          <EmptyState>
            The candidate left this question empty. Level 1 is a level; "not observed" says nothing was seen.
          </EmptyState>
        ) : (
          <QuoteSelection
            key={question.number}
            text={question.answer}
            label={`Answer to question ${question.number}`}
            pinned={card.evidence.flatMap((piece) =>
              piece.itemNumber === question.number && piece.rangeStart !== null && piece.rangeEnd !== null
                ? [{ start: piece.rangeStart, end: piece.rangeEnd }]
                : [],
            )}
            actionLabel={openName ? `Use as evidence for ${openName}` : 'Open a dimension to pin evidence'}
            onQuote={(quote) => {
              if (!open) return;
              void card.pin(question.number, open, quote.text, {
                start: quote.start,
                end: quote.end,
                documentSeq: question.documentSeq,
              });
            }}
          />
        )}
        {open && openName && (
          <HeardForm
            key={`${question.number}:${open}`}
            dimension={openName}
            onAdd={(text) => card.pin(question.number, open, text, null)}
          />
        )}
        {question.incident && (
          <section
            key={`incident ${question.number}`}
            aria-label="What it is about"
            className="border-t border-line px-3.5 py-3"
          >
            <h3 className="mb-2 text-dense font-semibold">What was opened, done and concluded</h3>
            <InvestigationSteps
              view={question.incident.view}
              question={question.incident.question}
              cited={question.incident.answer.evidence}
            />
            <div className="mt-3">
              <DiagnosisRecord question={question.incident.question} answer={question.incident.answer} />
            </div>
          </section>
        )}
        {question.design && (
          <section
            key={`design ${question.number}`}
            aria-label="What it is about"
            className="border-t border-line px-3.5 py-3"
          >
            <h3 className="mb-2 text-dense font-semibold">What was drawn</h3>
            <DesignRecord
              design={question.design.drawing}
              publicDesign={question.design.question}
              note={null}
            />
          </section>
        )}
      </Pane>
      <RubricPanel
        detail={
          page.otherRaters === 0
            ? 'You rate alone'
            : `${page.otherRaters} other ${page.otherRaters === 1 ? 'rater' : 'raters'}`
        }
        dimensions={dimensionsOf(question)}
        openCode={open}
        onOpen={(code) => {
          if (open) card.saveNote(question.number, open);
          setOpen(code);
        }}
        onRate={rate}
        onNote={(code, text) => card.note(question.number, code, text)}
        onRemoveEvidence={(_code, id) => void card.unpin(id)}
        saved={card.saved}
        sealed={page.submittedAt === null}
        footer={
          page.submittedAt ? (
            <Badge tone="pass">Submitted</Badge>
          ) : (
            <Button
              variant="primary"
              pending={sending}
              disabledReason={gaps.length > 0 ? describeGaps(gaps) : undefined}
              onClick={() => {
                if (open) card.saveNote(question.number, open);
                setAsking(true);
              }}
            >
              Submit scores
            </Button>
          )
        }
      />
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title="Submit your scores?"
        description="They become part of the report, and you can read the others'. A later change keeps the old level and needs a reason."
        confirmLabel="Submit scores"
        cancelLabel="Keep scoring"
        pending={sending}
        onConfirm={() => void submit()}
      />
      <ChangeReason
        open={changing !== null}
        onCancel={() => setChanging(null)}
        onReason={(reason) => {
          if (changing) card.rate(question.number, changing.code, changing.value, reason);
          setChanging(null);
        }}
      />
      {!page.mayScore && (
        <Banner tone="info" title="The attempt is open again">
          Answers can be scored once it is submitted.
        </Banner>
      )}
    </div>
  );
}

function describeGaps(gaps: readonly RubricDimension[]): string {
  const first = gaps[0];
  if (!first) return '';
  const what = dimensionGap(first) === 'level' ? 'a level' : 'evidence';
  const more = gaps.length > 1 ? ` and ${gaps.length - 1} more` : '';
  return `${first.name} needs ${what}${more}`;
}

function neighbour(
  question: ScoringQuestion | undefined,
  open: DimensionCode | null,
  by: 1 | -1,
): DimensionCode | null {
  const codes = question?.dimensions.map((dimension) => dimension.code) ?? [];
  const index = open === null ? -1 : codes.indexOf(open);
  return codes[Math.min(codes.length - 1, Math.max(0, index + by))] ?? open;
}

function Named({ title, lines }: { title: string; lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <section>
      <h3 className="mb-1 text-caption font-medium text-ink-3">{title}</h3>
      <ul className="flex list-disc flex-col gap-0.5 pl-4 text-dense text-ink-2">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  );
}
