import { CompareStrip } from '../../../../components/report/strip/compare-strip.tsx';
import { TextLink } from '../../../../components/ui/button/button.tsx';
import { Banner } from '../../../../components/ui/feedback/banner.tsx';
import type { Comparison } from '../../../../server/position/compare-candidates.ts';

/** The candidates that were chosen in the table, on the same strips. */
export function ComparePane({ comparison, clearHref }: { comparison: Comparison | null; clearHref: string }) {
  return (
    <div id="compare" className="flex shrink-0 flex-col gap-3 border-t border-line bg-panel px-3.5 py-4">
      {comparison === null ? (
        <Banner title="Two scored candidates are needed for a comparison.">
          Those that were chosen are not scored yet, or are sealed until you submit your own rating.{' '}
          <TextLink href={clearHref} className="underline">
            Close
          </TextLink>
        </Banner>
      ) : (
        <>
          <CompareStrip
            title={`Compare ${comparison.candidates.length}`}
            candidates={comparison.candidates.map((one) => ({
              key: one.attemptId,
              name: one.name,
              href: `/attempts/${one.attemptId}/report`,
              remark: [
                ...(one.provisional ? ['provisional'] : []),
                ...(one.incomplete ? ['result incomplete'] : []),
              ].join(', '),
            }))}
            rows={[
              ...comparison.dimensions.map(({ dimension, name }) => ({
                key: dimension,
                name,
                bar: comparison.bars[dimension] ?? null,
                scores: comparison.candidates.map(
                  (one) => one.dimensions.find((entry) => entry.dimension === dimension) ?? null,
                ),
              })),
              {
                key: 'overall',
                name: 'The whole',
                bar: comparison.bar,
                scores: comparison.candidates.map((one) =>
                  one.overall === null ? null : { mean: one.overall, interval: one.interval },
                ),
              },
            ]}
          />
          <p className="text-caption text-ink-3">
            {new Set(comparison.candidates.map((one) => one.formNumber)).size > 1 &&
              'They took different forms: their questions differ. '}
            {comparison.missing.length > 0 &&
              `Not shown, because not scored or sealed from you: ${comparison.missing.join(', ')}. `}
            <TextLink href={clearHref} className="underline">
              Close the comparison
            </TextLink>
          </p>
        </>
      )}
    </div>
  );
}
