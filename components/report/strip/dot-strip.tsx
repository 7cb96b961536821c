import type { ReactNode } from 'react';
import { ChartOrTable } from '../chart-or-table.tsx';
import type { CohortByDimension, DimensionReport, ReportRater } from '../types.ts';
import { DotStripPicture } from './dot-strip-row.tsx';
import { DotStripTable } from './dot-strip-table.tsx';
import { AutoMark, LegendMark, RaterMark } from './rater-mark.tsx';
import {
  cohortShownMin,
  intervalText,
  levelNames,
  levelPercent,
  levels,
  percentileIn,
  twoDecimals,
} from './strip-scale.ts';

interface DotStripProps {
  title?: ReactNode;
  /** Those with weight or evidence, in the report's order. */
  dimensions: readonly DimensionReport[];
  raters: readonly ReportRater[];
  cohort?: CohortByDimension;
  cohortSize?: number;
}

const noCohort: CohortByDimension = {};

/** The rubric by dimension: one mark per rater on one shared scale, interval and mean under, the bar through all rows. */
export function DotStrip({
  title = 'Rubric by dimension',
  dimensions,
  raters,
  cohort = noCohort,
  cohortSize = 0,
}: DotStripProps) {
  const withCohort = cohortSize >= cohortShownMin;
  const lastWithBar = dimensions.findLastIndex((dimension) => dimension.assessed && dimension.bar !== null);
  return (
    <ChartOrTable
      title={title}
      detail="one mark per rater, on one shared scale"
      finding={describeStrip(dimensions)}
      table={<DotStripTable dimensions={dimensions} raters={raters} />}
      chart={
        <>
          {/* biome-ignore lint/a11y/useSemanticElements: a box that must take focus to be scrolled by keyboard. */}
          <div
            role="group"
            aria-label="Strips"
            // biome-ignore lint/a11y/noNoninteractiveTabindex: as above.
            tabIndex={0}
            className="relative overflow-x-auto overflow-y-hidden"
          >
            <table className="w-full min-w-[44rem] table-fixed border-collapse text-dense print:min-w-0">
              <caption className="sr-only">Levels by dimension and rater</caption>
              <thead>
                <tr className="text-caption text-ink-3">
                  <th scope="col" className="w-[26%] border-b border-line-2 pb-1.5 text-left font-medium">
                    <span className="sr-only">Dimension</span>
                  </th>
                  <th scope="col" className="border-b border-line-2 pb-1.5 font-normal">
                    <span className="sr-only">Levels from 1 to 4</span>
                    <svg width="100%" height="16" aria-hidden="true" className="block overflow-visible">
                      {levels.map((level) => (
                        <text
                          key={level}
                          x={`${levelPercent(level)}%`}
                          y="12"
                          textAnchor="middle"
                          fontSize="11.5"
                          fill="var(--ink-2)"
                        >
                          {level}
                          <tspan className="max-md:hidden"> {levelNames[level]}</tspan>
                        </text>
                      ))}
                    </svg>
                  </th>
                  <th scope="col" className="w-36 border-b border-line-2 pb-1.5 pl-3 text-left font-medium">
                    mean, 95% interval
                  </th>
                  {withCohort && (
                    <th
                      scope="col"
                      className="w-20 border-b border-line-2 pb-1.5 text-right font-medium max-sm:hidden"
                    >
                      of {cohortSize}
                    </th>
                  )}
                </tr>
              </thead>
              <tbody>
                {dimensions.map((dimension, index) => (
                  <tr key={dimension.dimension} className="break-inside-avoid border-b border-grid">
                    <th scope="row" className="pr-2 text-left align-middle font-medium">
                      <span className="flex items-center gap-2">
                        <span className="shrink-0 rounded-chip border border-line-2 px-1 text-[0.65625rem] leading-4 font-semibold text-ink-2">
                          {dimension.dimension}
                        </span>
                        <span className="min-w-0 text-ui leading-[1.125rem]">{dimension.name}</span>
                      </span>
                    </th>
                    {dimension.assessed ? (
                      <>
                        <td className="p-0 align-top">
                          <DotStripPicture
                            dimension={dimension}
                            raters={raters}
                            cohort={withCohort ? (cohort[dimension.dimension] ?? []) : []}
                            last={index === lastWithBar}
                          />
                        </td>
                        <td className="pl-3 align-middle">
                          <span className="flex items-baseline gap-2 whitespace-nowrap">
                            <span className="numeric font-medium">
                              {dimension.mean === null ? '–' : twoDecimals(dimension.mean)}
                            </span>
                            <span className="numeric text-[0.71875rem] text-ink-2">
                              {dimension.interval ? intervalText(dimension.interval) : ''}
                            </span>
                          </span>
                          {!dimension.interval && (
                            <span className="block text-caption text-ink-3">{dimension.reason}</span>
                          )}
                        </td>
                      </>
                    ) : (
                      <td colSpan={2} className="h-10 align-middle text-dense text-ink-3">
                        Not assessed. {dimension.reason}
                      </td>
                    )}
                    {withCohort && (
                      <td className="numeric text-right align-middle text-[0.71875rem] text-ink-2 max-sm:hidden">
                        {dimension.assessed && dimension.mean !== null && cohort[dimension.dimension]?.length
                          ? `p${percentileIn(cohort[dimension.dimension] ?? [], dimension.mean)}`
                          : '–'}
                      </td>
                    )}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <div className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-caption text-ink-2">
            {raters.map((rater, index) => (
              <span key={rater.id} className="inline-flex items-center gap-1">
                <LegendMark>
                  <RaterMark index={index} />
                </LegendMark>
                {rater.name}
              </span>
            ))}
            {dimensions.some((dimension) => dimension.auto !== null) && (
              <span className="inline-flex items-center gap-1">
                <LegendMark>
                  <AutoMark />
                </LegendMark>
                automatic checks
              </span>
            )}
            {withCohort && (
              <span className="inline-flex items-center gap-1.5">
                <span aria-hidden className="inline-block h-2 w-4 bg-band" /> cohort
              </span>
            )}
            <span className="inline-flex items-center gap-1.5">
              <LegendMark>
                <rect x="-8" y="-2.5" width="16" height="5" fill="var(--ink)" fillOpacity=".22" />
                <path d="M0-5.5v11" stroke="var(--ink)" strokeWidth="2" />
              </LegendMark>
              mean, interval
            </span>
            <span className="inline-flex items-center gap-1">
              <LegendMark>
                <path d="M0-8v10" stroke="var(--ink)" />
                <path d="M0-.9 3.5 2 0 8.7-3.5 2z" fill="var(--ink)" />
              </LegendMark>
              bar
            </span>
          </div>
        </>
      }
    />
  );
}

function describeStrip(dimensions: readonly DimensionReport[]): string {
  const assessed = dimensions.filter((dimension) => dimension.assessed);
  const names = (standing: DimensionReport['standing']) =>
    assessed
      .filter((dimension) => dimension.bar !== null && dimension.standing === standing)
      .map((d) => d.name);
  const say = (list: string[], text: string) => (list.length > 0 ? `${text}: ${list.join(', ')}.` : '');
  return [
    `${assessed.length} of ${dimensions.length} dimensions assessed.`,
    say(names('above'), 'Above the bar'),
    say(names('below'), 'Below the bar'),
    say(names('not-settled'), 'Not settled'),
  ]
    .filter(Boolean)
    .join(' ');
}
