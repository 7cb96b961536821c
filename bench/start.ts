import { startApp } from '../e2e/fixtures/start-app.ts';
import type { Report } from './report-row.ts';

export const area = 'start';

/** The second start on a data folder that is there: everything from the command to the ready line. */
export async function run(report: Report): Promise<void> {
  const first = await startApp();
  await first.stop({ keepData: true });
  const began = performance.now();
  const second = await startApp({ dataFolder: first.dataFolder });
  const took = (performance.now() - began) / 1000;
  await second.stop();
  report({ name: 'start.second', value: took, unit: 's', goal: 'under 10 s' });
}
