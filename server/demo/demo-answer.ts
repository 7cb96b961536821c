import * as Y from 'yjs';
import type { IncidentAnswer } from '../../domain/answer.ts';
import {
  answerDocument,
  answerText,
  findAnswerFile,
  initialDocument,
  setPick,
  setTypedUnit,
  setTypedValue,
} from '../../domain/edit-log/answer-layout.ts';
import type { SeededRandom } from '../../domain/random.ts';
import { choiceFor, type IncidentQuestion, type Question } from '../../question-bank/question.ts';
import { starterOf, startOf } from '../edit-log/starter-of.ts';
import { drawDesign } from './draw-design.ts';

/** The reference's investigation, or a wrong one with a short account of it. */
export function demoInvestigation(question: IncidentQuestion, well: boolean): IncidentAnswer {
  const wrong = question.wrong[0]?.answer;
  // A file's lines are short; nobody types them so.
  const postmortem = question.reference.postmortem.replace(/(?<=\S)\n(?=\S)/gu, ' ');
  if (well || !wrong) return { ...question.reference, postmortem };
  const [impact = ''] = postmortem.split('\n\n');
  return { ...wrong, postmortem: `${impact}\n\nWe looked at it and did what helped before.` };
}

/**
 * The updates that a demo candidate's typing left in the log, in order: a first attempt and what it was changed to.
 * Answers come from the question's own key, its known wrong answers and its traps, so that grading them is real.
 */
export function demoUpdates(
  question: Question,
  options: {
    random: SeededRandom;
    skill: number;
    text: string;
    triedFirst?: string | undefined;
    investigation?: IncidentAnswer | null;
  },
): Uint8Array[] {
  const doc = answerDocument();
  const starter = initialDocument(question.kind, starterOf(question), startOf(question));
  if (starter) Y.applyUpdate(doc, starter);
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  const well = () => options.random.next() < options.skill;
  switch (question.kind) {
    case 'discussion':
      for (const paragraph of options.text.trim().split(/(?<=\n\n)/)) {
        doc.transact(() => answerText(doc).insert(answerText(doc).length, paragraph));
      }
      break;
    case 'choice':
      for (const part of choiceFor(question, null).parts) {
        doc.transact(() => {
          if ('grid' in part) {
            for (const cell of part.grid.right) {
              if (well())
                setPick(
                  doc,
                  { partId: part.id, optionId: `${cell.row}/${cell.column}`, select: 'many' },
                  true,
                );
            }
            return;
          }
          const wrong = part.options.filter((option) => !option.right);
          for (const option of part.options.filter((one) => one.right)) {
            const picked = well() ? option : (wrong[options.random.below(wrong.length)] ?? option);
            setPick(doc, { partId: part.id, optionId: picked.id, select: part.select }, true);
          }
        });
      }
      break;
    case 'estimate':
      for (const part of question.parts) {
        doc.transact(() => {
          const trap = part.traps[options.random.below(Math.max(1, part.traps.length))];
          const value = well() || trap === undefined ? part.answer : trap.value;
          setTypedValue(doc, part.id, String(value));
          if ('unit' in part) setTypedUnit(doc, part.id, part.unit);
        });
      }
      doc.transact(() =>
        answerText(doc).insert(0, 'Worked from the rate and the time each request holds the resource.'),
      );
      break;
    case 'incident': {
      const answer = options.investigation ?? demoInvestigation(question, true);
      const parts = { cause: [answer.cause], component: [answer.component] };
      for (const id of answer.evidence) {
        doc.transact(() => setPick(doc, { partId: 'evidence', optionId: id, select: 'many' }, true));
      }
      doc.transact(() => {
        for (const [partId, ids] of Object.entries(parts)) {
          for (const optionId of ids) setPick(doc, { partId, optionId, select: 'one' }, true);
        }
        for (const id of answer.durable) {
          setPick(doc, { partId: 'durable', optionId: id, select: 'many' }, true);
        }
      });
      for (const paragraph of answer.postmortem.trim().split(/(?<=\n\n)/)) {
        doc.transact(() => answerText(doc).insert(answerText(doc).length, paragraph));
      }
      break;
    }
    case 'design': {
      const { reference } = question;
      const drawn = well() ? reference : (question.wrong[0]?.answer ?? reference);
      drawDesign(doc, drawn.design);
      // A file's lines are short; nobody types them so.
      const note = reference.note.replace(/(?<=\S)\n(?=\S)/gu, ' ').trim();
      for (const paragraph of note.split(/(?<=\n\n)/)) {
        doc.transact(() => answerText(doc).insert(answerText(doc).length, paragraph));
      }
      break;
    }
    case 'code':
    case 'world':
    case 'sql': {
      const wrong =
        question.wrong.find((one) => one.name === options.triedFirst) ??
        question.wrong[options.random.below(Math.max(1, question.wrong.length))];
      const first = wrong?.files ?? question.starter;
      const last = well() ? question.reference : first;
      for (const files of last === first ? [first] : [first, last]) {
        doc.transact(() => {
          for (const file of files) {
            const text = findAnswerFile(doc, file.path);
            if (!text) continue;
            text.delete(0, text.length);
            text.insert(0, file.text);
          }
        });
      }
      break;
    }
  }
  return updates;
}
