import type { DesignComponent } from '../../../domain/design/design.ts';
import { isComponentKind } from '../../../simulation/load/drawing/kinds.ts';
import { workOf } from '../../../simulation/load/drawing/network.ts';
import type { Scenario } from '../../../simulation/load/scenario.ts';
import { milliseconds, percent, perSecond } from '../results/measure-words.ts';
import { FigureList } from './figure-list.tsx';

/** What the brief says of a component: how much work one request is for it, or how a system of others behaves. */
export function ComponentFacts({ component, scenario }: { component: DesignComponent; scenario: Scenario }) {
  const { kind, id } = component;
  if (!isComponentKind(kind)) return null;
  if (kind === 'provider') {
    const provider = scenario.providers.find((one) => one.id === id);
    if (!provider) return null;
    return (
      <FigureList
        title="From the brief"
        figures={[
          ['Latency p50, p99', `${milliseconds(provider.p50Ms)}, ${milliseconds(provider.p99Ms)}`],
          ['Limit', provider.limitRps === 0 ? 'none' : perSecond(provider.limitRps)],
          ['Errors', percent(provider.errorShare)],
          ['Timeouts with effect', percent(provider.ambiguousShare)],
        ]}
      />
    );
  }
  const works = scenario.flows.flatMap((flow): [string, string][] => {
    const { ms } = workOf(flow, kind);
    return ms > 0 ? [[flow.title, milliseconds(ms)]] : [];
  });
  return works.length === 0 ? null : <FigureList title="Work of one request, mean" figures={works} />;
}
