/** Something with a moment, to be drawn on the line and listed beside it. */
export interface ReplayMark {
  id: string;
  kind: 'run' | 'pin' | 'twist' | 'agenda';
  at: number;
  /** The edit it was made at, where it quotes one: seeking to it shows exactly that. */
  seq: number | null;
  itemNumber: number | null;
  /** One or two signs, drawn in the mark: the dimension of a pin. */
  sign: string;
  label: string;
  detail: string;
  /** Of a run: whether the visible checks held; null where there is no verdict to show. */
  passed: boolean | null;
}

export interface ReplaySpan {
  key: string;
  label: string;
  from: number;
  to: number;
}
