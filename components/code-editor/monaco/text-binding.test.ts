import { describe, expect, it } from 'vitest';
import { Doc } from 'yjs';
import { TextBinding } from './text-binding.ts';

/** A model over a plain string with as much of Monaco's interface as the binding uses. */
function fakeModel(initial = '') {
  let value = initial;
  let listener: ((event: { changes: Change[] }) => void) | null = null;
  const offsetOf = (line: number, column: number) =>
    value
      .split('\n')
      .slice(0, line - 1)
      .reduce((sum, text) => sum + text.length + 1, 0) +
    column -
    1;
  const model = {
    getValue: () => value,
    setValue: (next: string) => {
      value = next;
    },
    onDidChangeContent: (added: (event: { changes: Change[] }) => void) => {
      listener = added;
      return {
        dispose: () => {
          listener = null;
        },
      };
    },
    getPositionAt: (offset: number) => {
      const before = value.slice(0, offset).split('\n');
      return { lineNumber: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
    },
    applyEdits: (edits: { range: Range; text: string }[]) => {
      for (const { range, text } of edits) {
        const from = offsetOf(range.startLineNumber, range.startColumn);
        const to = offsetOf(range.endLineNumber, range.endColumn);
        value = value.slice(0, from) + text + value.slice(to);
        listener?.({ changes: [{ rangeOffset: from, rangeLength: to - from, text }] });
      }
    },
  };
  /** What a person does: several changes at once, offsets of before. */
  const type = (...changes: Change[]) => {
    for (const change of [...changes].sort((a, b) => b.rangeOffset - a.rangeOffset)) {
      value =
        value.slice(0, change.rangeOffset) +
        change.text +
        value.slice(change.rangeOffset + change.rangeLength);
    }
    listener?.({ changes });
  };
  return { model, type, value: () => value };
}
interface Change {
  rangeOffset: number;
  rangeLength: number;
  text: string;
}
interface Range {
  startLineNumber: number;
  startColumn: number;
  endLineNumber: number;
  endColumn: number;
}

function bound(initial: string) {
  const doc = new Doc();
  const text = doc.getText('t');
  text.insert(0, initial);
  const fake = fakeModel();
  const carets: number[] = [];
  // The fake is a deliberate part of Monaco's model; the binding uses no more of it.
  const binding = new TextBinding(text, fake.model as never, (offset) => carets.push(offset));
  return {
    doc,
    text,
    fake,
    binding,
    carets,
    model: fake.model as typeof fake.model & { undo: () => void; redo: () => void },
  };
}

// Guarantee: editor and shared text are always equal, and undo never takes back somebody else's edit.
describe('TextBinding', () => {
  it('writes several carets at once', () => {
    const { text, fake } = bound('a\nb\nc');
    fake.type({ rangeOffset: 0, rangeLength: 1, text: 'xx' }, { rangeOffset: 4, rangeLength: 0, text: '!' });
    expect(fake.value()).toBe('xx\nb\n!c');
    expect(text.toString()).toBe(fake.value());
  });

  it('applies edits from elsewhere, of any shape, without echoing them', () => {
    const { doc, text, fake } = bound('one\ntwo\nthree');
    let echoes = 0;
    text.observe((event) => {
      if (event.transaction.origin !== 'remote') echoes += 1;
    });
    doc.transact(() => {
      text.delete(4, 4);
      text.insert(0, 'zero\n');
      text.insert(text.length, '\nfour');
    }, 'remote');
    expect(fake.value()).toBe('zero\none\nthree\nfour');
    expect(text.toString()).toBe(fake.value());
    expect(echoes).toBe(0);
  });

  it('undoes own edits only, and says where', () => {
    const { doc, text, fake, model, carets } = bound('base');
    fake.type({ rangeOffset: 4, rangeLength: 0, text: ' mine' });
    doc.transact(() => text.insert(0, 'theirs '), 'remote');
    model.undo();
    expect(fake.value()).toBe('theirs base');
    expect(carets).toEqual(['theirs base'.length]);
    model.redo();
    expect(fake.value()).toBe('theirs base mine');
    expect(text.toString()).toBe(fake.value());
  });

  it('does nothing more after it is disposed', () => {
    const { doc, text, fake, binding } = bound('a');
    binding.dispose();
    doc.transact(() => text.insert(0, 'x'), 'remote');
    expect(fake.value()).toBe('a');
  });
});
