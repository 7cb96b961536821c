/**
 * The parts that only some kinds need, each fetched when it is wanted. One place, so that the page that fetches one
 * beforehand and the page that draws it mean the same file.
 */
export const loadCodeView = () => import('./code-view.tsx');
export const loadWorldView = () => import('./world-view.tsx');
export const loadSqlView = () => import('./sql-view.tsx');
export const loadIncidentView = () => import('./incident-view.tsx');
export const loadDesignView = async () => {
  const [view] = await Promise.all([
    import('./design-view.tsx'),
    // With its canvas, which may be wanted where no network is.
    import('../../design/canvas/design-canvas.tsx').then(({ loadSystemFlow }) => loadSystemFlow()),
  ]);
  return view;
};
export const loadReference = () => import('../reference/typescript-reference.tsx');
export const loadReferenceTexts = () => import('../reference/reference-texts.ts');

const programKinds = ['code', 'world', 'sql'];

/** Whether one of these kinds is written in the code editor. */
export function needsEditor(kinds: readonly string[]): boolean {
  return kinds.some((kind) => programKinds.includes(kind));
}

/** Everything that the questions of these kinds are drawn with, the editor included. Rejects when the network fails. */
export async function loadViews(kinds: readonly string[]): Promise<void> {
  const typescript = kinds.includes('code') || kinds.includes('world');
  await Promise.all([
    kinds.includes('code') && loadCodeView(),
    kinds.includes('world') && loadWorldView(),
    kinds.includes('sql') && loadSqlView(),
    kinds.includes('incident') && loadIncidentView(),
    kinds.includes('design') && loadDesignView(),
    // Its worker is first asked for when something runs.
    kinds.includes('design') &&
      import('../../design/run/simulation.ts').then(({ preloadSimulation }) => preloadSimulation()),
    typescript && loadReference(),
    typescript && loadReferenceTexts(),
    needsEditor(kinds) &&
      import('../../code-editor/monaco/load-monaco.ts').then(({ preloadEditor }) => preloadEditor()),
  ]);
}
