import { createHash } from 'node:crypto';
import { composeReport, type Report, type ReportFacts } from '../../domain/report/report.ts';

/** Reports of some kilobytes each. */
const rememberedMax = 5_000;
const remembered = new Map<string, Report>();

/**
 * The same as `composeReport`, which is a pure function and takes about 2 ms an attempt, most of it the bootstrap: a
 * position with 200 finished attempts would cost 0.4 s on every look. The key is every fact that goes in, so a changed
 * fact is another report and nothing can go stale. Callers must not change what they get.
 */
export function rememberedReport(facts: ReportFacts): Report {
  const key = createHash('sha256').update(JSON.stringify(facts)).digest('base64');
  const known = remembered.get(key);
  if (known) {
    // Put last: the one that was not asked for the longest goes first.
    remembered.delete(key);
    remembered.set(key, known);
    return known;
  }
  const report = composeReport(facts);
  if (remembered.size >= rememberedMax) remembered.delete(remembered.keys().next().value ?? '');
  remembered.set(key, report);
  return report;
}
