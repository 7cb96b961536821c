/**
 * What the page says about saving.
 *
 *   loading ──▶ saved ⇄ saving ⇄ offline        late: some edits were kept aside, nothing later is in the answer
 *                  └──────┴───────┴──▶ closed   closed: nothing more is taken; the reason says what to do
 *
 * `saved` means committed by the server, never less. Times are this browser's own, for showing only.
 */
export type SaveState =
  | { kind: 'loading' }
  | { kind: 'saved'; at: number | null }
  | { kind: 'saving' }
  | { kind: 'offline'; since: number }
  | { kind: 'late'; characters: number }
  | { kind: 'closed'; reason: ClosedReason };

export type ClosedReason = 'signed-out' | 'ended' | 'not-started' | 'too-large' | 'conflict' | 'refused';

/** One short line. `formatTime` writes a time of day in the page's own way. */
export function describeSaveState(state: SaveState, formatTime: (at: number) => string): string {
  switch (state.kind) {
    case 'loading':
      return 'Loading';
    case 'saved':
      return state.at === null ? 'Saved' : `Saved ${formatTime(state.at)}`;
    case 'saving':
      return 'Saving';
    case 'offline':
      return `Offline since ${formatTime(state.since)}. Edits are kept here and sent on return.`;
    case 'late':
      return state.characters > 0
        ? `${state.characters} characters arrived after the deadline; staff decide.`
        : 'The last edits arrived after the deadline and are not in the answer.';
    case 'closed':
      return closedText[state.reason];
  }
}

const closedText: Record<ClosedReason, string> = {
  'signed-out':
    'This browser is signed out. Edits are kept here. Open your link or use your resume code to send them.',
  ended: 'This assessment is closed. Nothing more can be saved.',
  'not-started': 'This section has not been started. Nothing can be saved yet.',
  'too-large': 'The answer is larger than can be saved. Shorten it to go on saving.',
  conflict: 'These edits were begun by another writer. Reload the page to send them as yours.',
  refused: 'The server refused the last edit. Edits are kept here. Reload the page to try again.',
};
