/** What a row of the picture shows, at its left, with its unit. */
export function RowTitle({ top, title, unit }: { top: number; title: string; unit: string }) {
  return (
    <>
      <text x={12} y={top} className="fill-ink text-[0.71875rem] font-medium">
        {title}
      </text>
      <text x={12} y={top + 13} className="fill-ink-3 text-[0.65625rem]">
        {unit}
      </text>
    </>
  );
}
