import { expect, test } from 'vitest';
import { allowedDesign } from './allowed-design.ts';
import type { Design, DesignComponent } from './design.ts';

const part = (id: string, kind: string, settings: DesignComponent['settings'] = {}): DesignComponent => ({
  ...{ id, kind, label: id, x: 0, y: 0 },
  settings,
});
const start: Design = {
  components: [part('clients', 'clients'), part('legacy', 'sql', { vcpu: 4 }), part('edge', 'cdn')],
  connections: [],
};
const rules = { start, fixed: ['clients', 'legacy'], palette: ['service'] };

test('what is given counts as it is given, wherever it was moved to', () => {
  const bigger = { ...part('legacy', 'sql', { vcpu: 192 }), x: 300 };
  const { components } = allowedDesign({ components: [bigger], connections: [] }, rules);
  expect(components).toEqual([part('clients', 'clients'), { ...part('legacy', 'sql', { vcpu: 4 }), x: 300 }]);
});

test('a kind that is not offered is not there, nor what leads to it; one of the start may stay', () => {
  const { components, connections } = allowedDesign(
    {
      components: [...start.components, part('api', 'service'), part('magic', 'provider')],
      connections: [
        { id: 'a', from: 'clients', to: 'api', settings: {} },
        { id: 'b', from: 'api', to: 'magic', settings: {} },
      ],
    },
    rules,
  );
  expect(components.map((one) => one.id)).toEqual(['clients', 'legacy', 'edge', 'api']);
  expect(connections.map((one) => one.id)).toEqual(['a']);
});
