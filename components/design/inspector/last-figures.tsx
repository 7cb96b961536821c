import type { ZoneState } from '../../../simulation/load/report.ts';
import type { ComponentLoad, ConnectionLoad } from '../results/component-load.ts';
import { percent, perSecond } from '../results/measure-words.ts';
import { FigureList } from './figure-list.tsx';

const count = (value: number) => value.toLocaleString('en-US', { maximumFractionDigits: 0 });
const zoneText = (zone: ZoneState) => (zone === null ? 'none' : zone === 'lost' ? 'lost' : percent(zone));

/** What the last run showed of a component at the chosen second. */
export function ComponentFigures({ load, second }: { load: ComponentLoad; second: number }) {
  const figures: [string, string][] = [];
  if (load.utilisation !== null) figures.push(['Utilisation', percent(load.utilisation)]);
  if (load.zones) figures.push(['Zones a, b, c', load.zones.map(zoneText).join(', ')]);
  if (load.replicas !== null) figures.push(['Instances that work', count(load.replicas)]);
  figures.push(['Arrivals', perSecond(load.rate)], ['Waiting', count(load.waiting)]);
  if (load.ageSeconds !== null) figures.push(['Oldest', `${load.ageSeconds.toFixed(1)} s`]);
  if (load.hitShare !== null) figures.push(['Hits', percent(load.hitShare)]);
  return <FigureList title={`Last run at ${Math.round(second)} s`} figures={figures} />;
}

export function ConnectionFigures({ load, second }: { load: ConnectionLoad; second: number }) {
  return (
    <FigureList
      title={`Last run at ${Math.round(second)} s`}
      figures={[
        ['Calls, retries included', perSecond(load.rate)],
        ['Failed or timed out', percent(load.failedShare)],
      ]}
    />
  );
}
