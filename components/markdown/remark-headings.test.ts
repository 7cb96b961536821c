import { describe, expect, it } from 'vitest';
import { remarkHeadings } from './remark-headings.ts';

const shifted = (depths: number[], top: number) => {
  const tree = { type: 'root', children: depths.map((depth) => ({ type: 'heading', depth })) };
  remarkHeadings(top)(tree);
  return tree.children.map((heading) => heading.depth);
};

// Guarantee: a candidate's or author's headings never break the page's own order, which screen readers navigate by.
describe('remarkHeadings', () => {
  it('begins at the given level whatever the author began with', () => {
    expect(shifted([2, 3, 2], 2)).toEqual([2, 3, 2]);
    expect(shifted([1, 2], 3)).toEqual([3, 4]);
    expect(shifted([4], 2)).toEqual([2]);
  });
  it('skips no level and stops at 6', () => {
    expect(shifted([1, 4, 6], 2)).toEqual([2, 3, 4]);
    expect(shifted([3, 1], 2)).toEqual([2, 2]);
    expect(shifted([1, 2, 3, 4, 5, 6], 3)).toEqual([3, 4, 5, 6, 6, 6]);
  });
  it('reaches headings inside quotes and lists', () => {
    const tree = {
      type: 'root',
      children: [{ type: 'blockquote', children: [{ type: 'heading', depth: 1 }] }],
    };
    remarkHeadings(2)(tree);
    expect(tree.children[0]?.children[0]?.depth).toBe(2);
  });
});
