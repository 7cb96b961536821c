/** Shape and colour together say who: neither alone would do on paper or for every eye. */
const colours = ['var(--c1)', 'var(--c2)', 'var(--c3)', 'var(--c4)', 'var(--c5)'] as const;

/** Drawn around 0,0 inside an svg; `index` is the rater's place in the report's list. Past five, shapes repeat hollow. */
export function RaterMark({ index }: { index: number }) {
  const colour = colours[index % colours.length] ?? 'var(--c7)';
  const hollow = index >= colours.length;
  const look = hollow
    ? { fill: 'var(--panel)', stroke: colour, strokeWidth: 1.8 }
    : { fill: colour, stroke: 'var(--panel)', strokeWidth: 1.5 };
  switch (index % colours.length) {
    case 0:
      return <circle r="5.3" {...look} />;
    case 1:
      return <rect x="-5" y="-5" width="10" height="10" {...look} />;
    case 2:
      return <path d="M0-6.2l6.2 11h-12.4z" {...look} />;
    case 3:
      return <path d="M0-6.6 6.6 0 0 6.6-6.6 0z" {...look} />;
    default:
      return <path d="M-2.2-6h4.4v3.8H6v4.4H2.2V6h-4.4V2.2H-6v-4.4h3.8z" {...look} />;
  }
}

/** The automatic part: a hollow ring in the context colour, because no person stands behind it. */
export function AutoMark() {
  return <circle r="4.4" fill="var(--panel)" stroke="var(--c7)" strokeWidth="1.8" />;
}

export function LegendMark({ children }: { children: React.ReactNode }) {
  return (
    <svg width="16" height="16" viewBox="-8 -8 16 16" aria-hidden="true" className="shrink-0">
      {children}
    </svg>
  );
}
