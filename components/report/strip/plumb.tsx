/** The weight at the end of a plumb line, its tip 8 px under `y`. The line itself is a 1 px ink line. */
export function PlumbWeight({ xPercent, y }: { xPercent: number; y: number }) {
  return (
    <svg x={`${xPercent}%`} y={y} overflow="visible" aria-hidden="true">
      <path d="M0-2.9 3.5 0 0 7.7-3.5 0z" fill="var(--ink)" />
    </svg>
  );
}
