/** The parts of a Markdown tree that matter here. */
interface Node {
  type: string;
  depth?: number;
  children?: Node[];
  data?: { hProperties?: Record<string, unknown> };
}

function headingsIn(node: Node): Node[] {
  const own = node.type === 'heading' ? [node] : [];
  return [...own, ...(node.children ?? []).flatMap(headingsIn)];
}

/**
 * Shifts headings so that the highest one becomes `topLevel`, whatever the author began with, and none skips a level.
 * `data-level` keeps the author's own level for the look.
 */
export function remarkHeadings(topLevel: number): (tree: Node) => void {
  return (tree) => {
    const headings = headingsIn(tree);
    const highest = Math.min(...headings.map((heading) => heading.depth ?? 1));
    let before = topLevel - 1;
    for (const heading of headings) {
      const depth = heading.depth ?? 1;
      heading.data = { ...heading.data, hProperties: { ...heading.data?.hProperties, 'data-level': depth } };
      heading.depth = Math.min(6, before + 1, topLevel + depth - highest);
      before = heading.depth;
    }
  };
}
