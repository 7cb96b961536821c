/** Arithmetic of a split pane over plain numbers: shares are of the first pane, 0 to 1. */
export interface SplitLimits {
  /** Smallest sizes in pixels; when both do not fit, the first pane yields. */
  firstMinPx: number;
  secondMinPx: number;
}

export function clampShare(share: number, totalPx: number, limits: SplitLimits): number {
  if (totalPx <= 0) return share;
  const low = limits.firstMinPx / totalPx;
  const high = 1 - limits.secondMinPx / totalPx;
  return Math.min(Math.max(share, Math.min(low, high)), Math.max(high, 0));
}

const stepShare = 0.02;
const pageShare = 0.1;

/** The share after a key on the divider, or null when the key means nothing to it. */
export function shareAfterKey(key: string, share: number, orientation: 'columns' | 'rows'): number | null {
  const less = orientation === 'columns' ? 'ArrowLeft' : 'ArrowUp';
  const more = orientation === 'columns' ? 'ArrowRight' : 'ArrowDown';
  switch (key) {
    case less:
      return share - stepShare;
    case more:
      return share + stepShare;
    case 'PageUp':
      return share - pageShare;
    case 'PageDown':
      return share + pageShare;
    case 'Home':
      return 0;
    case 'End':
      return 1;
    default:
      return null;
  }
}
