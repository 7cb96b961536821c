/** How many reached each step, the bar as a share of the first, the percentage of the step before. */
export function PipelineStrip({ steps }: { steps: readonly { label: string; count: number }[] }) {
  const first = steps[0]?.count ?? 0;
  return (
    <dl
      aria-label="Pipeline"
      className="pane-grid shrink-0 grid-flow-col border-b border-line"
      style={{ gridAutoColumns: 'minmax(0, 1fr)' }}
    >
      {steps.map((step, index) => {
        const before = steps[index - 1]?.count;
        return (
          <div key={step.label} className="relative px-3.5 pt-2.5 pb-3.5">
            <dt className="flex justify-between gap-2 text-dense text-ink-2">
              <span className="truncate">{step.label}</span>
              {before !== undefined && before > 0 && (
                <span className="numeric text-caption">
                  <span className="sr-only">of the step before: </span>
                  {Math.round((step.count / before) * 100)}%
                </span>
              )}
            </dt>
            <dd className="text-[1.0625rem] leading-6 font-semibold tabular-nums">{step.count}</dd>
            <span
              aria-hidden
              className="absolute bottom-0 left-0 h-[3px] bg-ink"
              style={{ width: `${first > 0 ? (step.count / first) * 100 : 0}%` }}
            />
          </div>
        );
      })}
    </dl>
  );
}
