'use client';

import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { EditorPeer } from './editor-peers.ts';
import type { Marked } from './place.ts';

interface FieldPeersProps {
  /** Holds one text area. */
  children: ReactNode;
  value: string;
  peers: readonly EditorPeer[];
  /** The person whose caret is kept in sight. */
  following: string | null;
  onMoved: (marked: Marked) => void;
}

interface Drawn {
  key: string;
  tone: number;
  name: string;
  caret: Box | null;
  /** The caret is in the part of the text that is scrolled into sight. */
  inSight: boolean;
  marked: Box[];
}
interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

const copied = [
  'fontFamily',
  'fontSize',
  'fontWeight',
  'lineHeight',
  'letterSpacing',
  'tabSize',
  'textIndent',
  'paddingTop',
  'paddingRight',
  'paddingBottom',
  'paddingLeft',
  'borderTopWidth',
  'borderRightWidth',
  'borderBottomWidth',
  'borderLeftWidth',
] as const;

/**
 * Other people's carets over a text area. A text area cannot be drawn in, so its text is laid out once more in a hidden
 * copy of the same shape, and the places are measured there.
 */
export function FieldPeers({ children, value, peers, following, onMoved }: FieldPeersProps) {
  const box = useRef<HTMLDivElement>(null);
  const copy = useRef<HTMLDivElement>(null);
  const moved = useRef(onMoved);
  const [drawn, setDrawn] = useState<readonly Drawn[]>([]);
  const [round, setRound] = useState(0);
  useLayoutEffect(() => {
    moved.current = onMoved;
  });
  useEffect(() => {
    const field = box.current?.querySelector('textarea');
    if (!field) return;
    const onSelection = () => {
      if (document.activeElement !== field) return;
      const { selectionStart, selectionEnd, selectionDirection } = field;
      moved.current(
        selectionDirection === 'backward'
          ? { anchor: selectionEnd, head: selectionStart }
          : { anchor: selectionStart, head: selectionEnd },
      );
    };
    const again = () => setRound((now) => now + 1);
    document.addEventListener('selectionchange', onSelection);
    // Some browsers tell of the caret's moves in a field by this event alone.
    field.addEventListener('select', onSelection);
    field.addEventListener('input', onSelection);
    field.addEventListener('scroll', again);
    const resized = new ResizeObserver(again);
    resized.observe(field);
    return () => {
      document.removeEventListener('selectionchange', onSelection);
      field.removeEventListener('select', onSelection);
      field.removeEventListener('input', onSelection);
      field.removeEventListener('scroll', again);
      resized.disconnect();
    };
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `round` says that the field was scrolled or has another size.
  useLayoutEffect(() => {
    const [outer, mirror] = [box.current, copy.current];
    const field = outer?.querySelector('textarea');
    if (!outer || !mirror || !field || peers.length === 0) {
      setDrawn((now) => (now.length === 0 ? now : []));
      return;
    }
    const next = measure(outer, field, mirror, value, peers);
    setDrawn((now) => (JSON.stringify(now) === JSON.stringify(next) ? now : next));
  }, [value, peers, round]);
  const followed = peers.find((peer) => peer.who === following)?.head ?? null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: sought once each time that the followed caret moves.
  useEffect(() => {
    const field = box.current?.querySelector('textarea');
    const caret = drawn.find((one) => one.key === following)?.caret;
    if (!field || !caret || followed === null) return;
    const [top, bottom] = [field.offsetTop, field.offsetTop + field.clientHeight];
    if (caret.top < top || caret.top + caret.height > bottom) {
      field.scrollTop += caret.top - top - field.clientHeight / 2;
    }
  }, [followed, following]);
  return (
    <div ref={box} className="relative flex h-full min-h-0 flex-col">
      {children}
      <div
        ref={copy}
        aria-hidden
        className="pointer-events-none invisible absolute break-words whitespace-pre-wrap"
      />
      <div aria-hidden className="pointer-events-none absolute inset-0 overflow-hidden">
        {drawn.map((one) => (
          <div key={one.key}>
            {one.marked.map((rect) => (
              <span
                key={`${rect.top} ${rect.left}`}
                style={rect}
                className={`peer-marked peer-${one.tone} absolute`}
              />
            ))}
            {one.caret && one.inSight && (
              <span style={{ ...one.caret, width: 2 }} className={`peer-caret peer-${one.tone} absolute`}>
                <span className={`peer-name peer-${one.tone} absolute bottom-full left-0`}>{one.name}</span>
              </span>
            )}
          </div>
        ))}
      </div>
    </div>
  );
}

function measure(
  outer: HTMLElement,
  field: HTMLTextAreaElement,
  mirror: HTMLElement,
  value: string,
  peers: readonly EditorPeer[],
): Drawn[] {
  const style = getComputedStyle(field);
  for (const name of copied) mirror.style[name] = style[name];
  mirror.style.boxSizing = 'border-box';
  mirror.style.width = `${field.clientWidth}px`;
  // A line end at the very end has no height of its own without a sign after it.
  mirror.textContent = `${value}\u200b`;
  const node = mirror.firstChild;
  if (!node) return [];
  const origin = mirror.getBoundingClientRect();
  const place = field.getBoundingClientRect();
  const frame = outer.getBoundingClientRect();
  const shift = {
    left: place.left - frame.left - origin.left,
    top: place.top - frame.top - origin.top - field.scrollTop,
  };
  const boxOf = (rect: DOMRect): Box => ({
    left: Math.round(rect.left + shift.left),
    top: Math.round(rect.top + shift.top),
    width: Math.round(rect.width),
    height: Math.round(rect.height),
  });
  const within = ({ top, height }: Box) =>
    top + height > place.top - frame.top && top < place.bottom - frame.top;
  const range = document.createRange();
  const rects = (from: number, to: number): Box[] => {
    range.setStart(node, Math.min(from, value.length));
    range.setEnd(node, Math.min(to, value.length + 1));
    return [...range.getClientRects()].map(boxOf);
  };
  return peers.map((peer) => {
    const [from, to] = [Math.min(peer.anchor, peer.head), Math.max(peer.anchor, peer.head)];
    const caret = rects(peer.head, peer.head + 1)[0] ?? null;
    return {
      key: peer.who,
      tone: peer.tone,
      name: peer.name,
      caret,
      inSight: caret !== null && within(caret),
      marked: from === to ? [] : rects(from, to).filter(within),
    };
  });
}
