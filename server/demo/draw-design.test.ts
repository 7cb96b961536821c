import path from 'node:path';
import { expect, test } from 'vitest';
import { readDesign, writeDesign } from '../../domain/design/design-document.ts';
import { sameDesign } from '../../domain/design/same-design.ts';
import { answerDocument } from '../../domain/edit-log/answer-layout.ts';
import { getBank } from '../../question-bank/loader.ts';
import { drawDesign } from './draw-design.ts';

test('from the start of every design of the bank, part by part, to its reference and to each wrong drawing', async () => {
  const bank = await getBank(path.join(import.meta.dirname, '../../question-bank'));
  const designs = [...bank.questions, ...bank.practice].filter((question) => question.kind === 'design');
  expect(designs.length).toBeGreaterThan(0);
  for (const { slug, start, reference, wrong } of designs) {
    for (const { design } of [reference, ...wrong.map((one) => one.answer)]) {
      const doc = answerDocument();
      writeDesign(doc, start);
      let updates = 0;
      doc.on('update', () => {
        updates += 1;
      });
      drawDesign(doc, design);
      expect(sameDesign(readDesign(doc), design), slug).toBe(true);
      expect(updates, slug).toBeGreaterThan(0);
    }
  }
});
