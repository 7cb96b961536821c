'use client';

import { useEffect, useState } from 'react';
import { type AnswerFile, isAnswered } from '../../../domain/answer.ts';
import { answerFromDocument } from '../../../domain/edit-log/answer-from-document.ts';
import { answerText, filesMap } from '../../../domain/edit-log/answer-layout.ts';
import type { SavedStatus } from '../../clock/saved-state.tsx';
import type { EditLogClient } from '../../edit-log/edit-log-client.ts';
import { useEditLog } from '../../edit-log/edit-log-provider.tsx';
import { describeSaveState, type SaveState } from '../../edit-log/save-state.ts';
import { knownInvestigation, subscribeInvestigations } from '../../incident/known-investigations.ts';
import type { WorkspaceQuestion } from '../workspace/workspace-types.ts';

export interface DocumentsState {
  /** Numbers of open questions with an answer in them, as this page has it. Null until it is known. */
  answered: ReadonlyMap<number, boolean>;
  /** The worst of all open documents: the page never says "saved" while one is not. */
  saved: SavedStatus;
}

/** Watches all open documents at once: for the navigator and for the one line that says what is saved. */
export function useDocuments(questions: readonly WorkspaceQuestion[]): DocumentsState {
  const client = useEditLog();
  const [state, setState] = useState<DocumentsState>({ answered: new Map(), saved: { state: 'saving' } });
  useEffect(() => {
    if (!client) return;
    const answered = new Map<number, boolean>();
    const publish = () => {
      const states = questions.map((one) => client.document(one.documentId).state);
      setState({ answered: new Map(answered), saved: worstOf(states) });
    };
    const stops = questions.map(({ number, documentId, question, investigation }) => {
      const sync = client.document(documentId);
      const starter = starterOf(question);
      const look = () => {
        if (sync.ready) {
          const answer = answerFromDocument(sync.doc, question.kind);
          const steps = (knownInvestigation(documentId) ?? investigation)?.entries ?? [];
          // Acting is an answer too, and in no document.
          const whole = answer.kind === 'incident' ? { ...answer, steps } : answer;
          const start = question.kind === 'design' ? question.start : null;
          answered.set(number, isAnswered(whole, starter, start));
        }
        publish();
      };
      sync.doc.on('update', look);
      const unsubscribe = sync.subscribe(look);
      const unsubscribeSteps = subscribeInvestigations(look);
      look();
      return () => {
        sync.doc.off('update', look);
        unsubscribe();
        unsubscribeSteps();
      };
    });
    return () => {
      for (const stop of stops) stop();
    };
  }, [client, questions]);
  return state;
}

/** Only what is said about saving, for pages without the questions themselves. */
export function useSavedState(documentIds: readonly string[]): SavedStatus {
  const client = useEditLog();
  const [saved, setSaved] = useState<SavedStatus>({ state: 'saving' });
  useEffect(() => {
    if (!client) return;
    const syncs = documentIds.map((id) => client.document(id));
    const look = () => setSaved(worstOf(syncs.map((sync) => sync.state)));
    const stops = syncs.map((sync) => sync.subscribe(look));
    look();
    return () => {
      for (const stop of stops) stop();
    };
  }, [client, documentIds]);
  return saved;
}

function worstOf(states: readonly SaveState[]): SavedStatus {
  const find = <K extends SaveState['kind']>(kind: K) =>
    states.find((state): state is Extract<SaveState, { kind: K }> => state.kind === kind);
  const stopped = find('closed') ?? find('late');
  if (stopped) return savedStatus(stopped);
  const offline = states.filter((state) => state.kind === 'offline');
  if (offline.length > 0) {
    return { state: 'offline', since: new Date(Math.min(...offline.map((state) => state.since))) };
  }
  if (find('saving') ?? find('loading')) return { state: 'saving' };
  const times = states.flatMap((state) => (state.kind === 'saved' && state.at !== null ? [state.at] : []));
  return { state: 'saved', at: times.length > 0 ? new Date(Math.max(...times)) : null };
}

export function savedStatus(state: SaveState): SavedStatus {
  switch (state.kind) {
    case 'loading':
    case 'saving':
      return { state: 'saving' };
    case 'saved':
      return { state: 'saved', at: state.at === null ? null : new Date(state.at) };
    case 'offline':
      return { state: 'offline', since: new Date(state.since) };
    case 'late':
    case 'closed':
      return { state: 'refused', text: describeSaveState(state, () => '') };
  }
}

/** All of the candidate's own texts on this page and the starters: moving them is no paste. */
export function ownTextsOf(client: EditLogClient | null, questions: readonly WorkspaceQuestion[]): string[] {
  return questions.flatMap(({ documentId, question }) => {
    const { doc } = client?.document(documentId) ?? {};
    const starter = starterOf(question).map((file) => file.text);
    if (!doc) return starter;
    const files = [...filesMap(doc).values()].map(String);
    return [answerText(doc).toString(), ...files, ...starter].filter((text) => text !== '');
  });
}

function starterOf(question: WorkspaceQuestion['question']): readonly AnswerFile[] {
  if (question.kind === 'code' || question.kind === 'world') return question.starter;
  if (question.kind === 'sql') return question.sheets.map((one) => ({ path: one.file, text: one.starter }));
  return [];
}
