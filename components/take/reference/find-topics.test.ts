import { describe, expect, it } from 'vitest';
import { findTopics } from './find-topics.ts';
import { fromGo } from './from-go.ts';
import { fromJava } from './from-java.ts';
import { fromNode } from './from-node.ts';
import { fromPython } from './from-python.ts';
import { fromRust } from './from-rust.ts';
import { topicIds, topics } from './topics.ts';

// Guarantee: whoever searches with the word of her own language finds the subject, and no subject is missing in any sheet.
describe('the TypeScript reference', () => {
  it('has every subject once, with a text in every language', () => {
    expect(topics.map((topic) => topic.id)).toEqual([...topicIds]);
    for (const sheet of [fromGo, fromJava, fromNode, fromPython, fromRust]) {
      expect(Object.keys(sheet).sort()).toEqual([...topicIds].sort());
      for (const text of Object.values(sheet)) expect(text.trim()).not.toBe('');
    }
  });
  it('finds by words of either language', () => {
    const ids = (search: string, sheet: typeof fromGo) => findTopics(search, sheet).map((topic) => topic.id);
    expect(ids('goroutine', fromGo)).toEqual(['async']);
    expect(ids('PriorityQueue', fromJava)).toEqual(['sorting']);
    expect(ids('bisect', fromPython)).toEqual(['sorting']);
    expect(ids('tosorted', fromRust)).toContain('sorting');
    expect(ids('', fromGo)).toHaveLength(topicIds.length);
    expect(ids('no such word anywhere', fromGo)).toEqual([]);
  });
});
