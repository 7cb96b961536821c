'use client';

import type { ReactNode } from 'react';
import type * as Y from 'yjs';
import { type IncidentAnswer as Answer, isAnswered } from '../../domain/answer.ts';
import { answerMap, answerText, setPick } from '../../domain/edit-log/answer-layout.ts';
import type { InvestigationView } from '../../domain/incident/wire.ts';
import { useAnswer } from '../edit-log/use-answer.ts';
import { MarkdownEditor } from '../markdown/markdown-editor.tsx';
import type { PasteFact } from '../paste/paste-fact.ts';
import { useSharedText } from '../shared-text/use-shared-text.ts';
import { Button } from '../ui/button/button.tsx';
import { announce } from '../ui/feedback/announcer.ts';
import { Banner } from '../ui/feedback/banner.tsx';
import { Skeleton } from '../ui/feedback/skeleton.tsx';
import { ActionList } from './action-list.tsx';
import { PanelCharts } from './chart/panel-charts.tsx';
import { DiagnosisForm, type DiagnosisPart } from './diagnosis-form.tsx';
import { EvidenceList } from './evidence-list.tsx';
import type { IncidentQuestionView, IncidentTarget } from './incident-types.ts';
import { entryElementId, OpenedEvidence } from './opened-evidence.tsx';
import { SpentBar } from './spent-bar.tsx';
import { useInvestigation } from './use-investigation.ts';

export interface IncidentParts {
  /** Why the last step was not taken: said once, wherever the reader is. */
  problem: ReactNode;
  spent: ReactNode;
  charts: ReactNode;
  evidence: ReactNode;
  opened: ReactNode;
  actions: ReactNode;
  diagnosis: ReactNode;
  postmortem: ReactNode;
  /** Figures for the tabs. */
  counts: { opened: number; cards: number; done: number; diagnosed: number };
}

interface IncidentAnswerProps {
  doc: Y.Doc | null;
  documentId: string;
  question: IncidentQuestionView;
  target: IncidentTarget;
  /** The investigation as the page was given it. */
  investigation: InvestigationView | null;
  readOnly: boolean;
  ownTexts?: () => readonly string[];
  onPaste?: (fact: PasteFact) => void;
  /** A step was taken, and the server has it. */
  onTaken?: () => void;
  /** Something was opened: where there are tabs, show what. */
  onShow?: (part: 'opened') => void;
  children: (parts: IncidentParts) => ReactNode;
}

/** Everything of an incident but where it stands on the page. */
export function IncidentAnswer({
  doc,
  documentId,
  question,
  target,
  readOnly,
  children,
  ...rest
}: IncidentAnswerProps) {
  const { onShow, onPaste, ownTexts } = rest;
  const first = rest.investigation ?? untouched(question);
  const investigation = useInvestigation(documentId, target, first, rest.onTaken);
  const { view, problem, take } = investigation;
  const read = useAnswer(doc, 'incident');
  const answer: Answer = read?.kind === 'incident' ? read : nothing;
  const open = async (id: string) => {
    const there = view.entries.some((entry) => entry.kind === 'card' && entry.id === id);
    if (!there) {
      if (!(await take({ kind: 'card', id }))) return;
      announce(`Opened: ${question.cards.find((one) => one.id === id)?.title ?? id}.`);
    }
    onShow?.('opened');
    // What was just opened, or stands behind another tab, is drawn with the next frame.
    requestAnimationFrame(() => showEntry({ kind: 'card', id }));
  };
  const pick = (part: DiagnosisPart, id: string, picked: boolean) => {
    if (!doc) return;
    const select = part === 'cause' || part === 'component' ? 'one' : 'many';
    doc.transact(() => setPick(doc, { partId: part, optionId: id, select }, picked));
  };
  const again = () => {
    investigation.beginAgain();
    doc?.transact(() => clearAnswer(doc));
  };
  const counts = {
    opened: view.entries.filter((entry) => entry.kind === 'card').length,
    cards: question.cards.length,
    done: view.entries.filter((entry) => entry.kind === 'action').length,
    diagnosed: [answer.cause, answer.component, answer.durable[0] ?? '', answer.evidence[0] ?? ''].filter(
      (part) => part !== '',
    ).length,
  };
  const practised = 'practice' in target && (view.entries.length > 0 || isAnswered(answer));
  return children({
    counts,
    problem: problem && <Banner live tone="fail" title={problem} className="m-2 shrink-0" />,
    spent: (
      <SpentBar view={view} clock={question.clock} harm={question.harm}>
        {practised && (
          <Button size="small" onClick={again}>
            Begin again
          </Button>
        )}
      </SpentBar>
    ),
    charts: <PanelCharts panels={question.panels} clock={question.clock} />,
    evidence: <EvidenceList {...{ question, investigation, readOnly }} onOpen={(id) => void open(id)} />,
    opened: (
      <OpenedEvidence
        view={view}
        clock={question.clock}
        cited={answer.evidence}
        onCite={readOnly || !doc ? null : (id, cite) => pick('evidence', id, cite)}
      />
    ),
    actions: <ActionList {...{ question, investigation, readOnly }} />,
    diagnosis: doc ? (
      <DiagnosisForm {...{ question, answer, readOnly }} onPick={pick} />
    ) : (
      <Skeleton className="m-3 h-40" />
    ),
    postmortem: doc ? (
      <Postmortem text={answerText(doc)} {...{ readOnly, ownTexts, onPaste }} />
    ) : (
      <Skeleton className="m-3 h-40" />
    ),
  });
}

function Postmortem({
  text,
  ...rest
}: { text: Y.Text; readOnly: boolean } & Pick<IncidentAnswerProps, 'ownTexts' | 'onPaste'>) {
  const [value, write] = useSharedText(text);
  return (
    <MarkdownEditor
      label="Postmortem"
      value={value}
      onChange={write}
      placeholder="For people who were not there: what happened to whom, why, what was done, what is not known yet, and what comes next."
      readOnly={rest.readOnly}
      {...(rest.ownTexts ? { ownTexts: rest.ownTexts } : {})}
      {...(rest.onPaste ? { onPaste: rest.onPaste } : {})}
      className="h-full border-0"
    />
  );
}

function showEntry(entry: { kind: 'card' | 'action'; id: string }): void {
  const element = document.getElementById(entryElementId(entry));
  if (!element) return;
  // Only the list is moved: scrollIntoView would move the page's frame too.
  let list = element.parentElement;
  while (list && !/auto|scroll/u.test(getComputedStyle(list).overflowY)) list = list.parentElement;
  if (list) {
    const covered = list.querySelector<HTMLElement>('[data-stays]')?.offsetHeight ?? 0;
    list.scrollTop += element.getBoundingClientRect().top - list.getBoundingClientRect().top - covered;
  }
  element.focus({ preventScroll: true });
}

/** All picks and the text, for practice. */
function clearAnswer(doc: Y.Doc): void {
  answerMap(doc).clear();
  answerText(doc).delete(0, answerText(doc).length);
}

function untouched(question: IncidentQuestionView): InvestigationView {
  return { entries: [], spentMinutes: 0, leftMinutes: question.clock.budget, harmMinutes: 0, harmFactor: 1 };
}

const nothing: Answer = {
  kind: 'incident',
  steps: [],
  cause: '',
  component: '',
  durable: [],
  evidence: [],
  postmortem: '',
};
