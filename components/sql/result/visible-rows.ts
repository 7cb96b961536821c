export interface VisibleRows {
  /** Index of the first row to draw and of the first one after the last. */
  from: number;
  to: number;
}

const overscanRows = 12;

/** Which rows of a long list need drawing. All measures in px. */
export function visibleRows(view: {
  scrollTop: number;
  height: number;
  rowHeight: number;
  count: number;
}): VisibleRows {
  const first = Math.floor(view.scrollTop / view.rowHeight);
  const shown = Math.ceil(view.height / view.rowHeight) + 1;
  const from = Math.min(Math.max(0, first - overscanRows), Math.max(0, view.count - 1));
  return { from, to: Math.min(view.count, first + shown + overscanRows) };
}

/** Where the scroll has to go so that a row is wholly in sight under a head of `headHeight`. */
export function scrollToRow(
  row: number,
  view: { scrollTop: number; height: number; rowHeight: number; headHeight: number },
): number {
  const top = row * view.rowHeight;
  if (top < view.scrollTop) return top;
  const room = view.height - view.headHeight;
  const bottom = top + view.rowHeight;
  return bottom > view.scrollTop + room ? bottom - room : view.scrollTop;
}
