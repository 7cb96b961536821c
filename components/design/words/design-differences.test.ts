import { expect, test } from 'vitest';
import type { Design } from '../../../domain/design/design.ts';
import { designDifferences } from './design-differences.ts';

const before: Design = {
  components: [
    { id: 'api', kind: 'service', label: 'list-api', x: 0, y: 0, settings: { replicas: 2, zones: '1' } },
    { id: 'db', kind: 'sql', label: 'Lists', x: 0, y: 0, settings: {} },
    { id: 'old', kind: 'cache', label: 'Old', x: 0, y: 0, settings: {} },
  ],
  connections: [
    { id: 'api-db', from: 'api', to: 'db', settings: { attempts: 3 } },
    { id: 'api-old', from: 'api', to: 'old', settings: {} },
  ],
};

test('differences are told by the names on the page, without places and what is only a default', () => {
  const after: Design = {
    components: [
      { id: 'api', kind: 'service', label: 'list-api', x: 90, y: 0, settings: { replicas: 6, vcpu: 2 } },
      { id: 'db', kind: 'sql', label: 'Lists', x: 0, y: 0, settings: { standby: 'none' } },
      { id: 'q', kind: 'queue', label: 'Orders', x: 0, y: 0, settings: { deadLetter: true } },
    ],
    connections: [
      { id: 'api-db', from: 'api', to: 'db', settings: {} },
      { id: 'api-q', from: 'api', to: 'q', settings: {} },
    ],
  };
  expect(designDifferences(before, after)).toEqual([
    'removed: Old',
    'list-api: Replicas 2 → 6',
    'list-api: Zones a → a, b, c',
    'added: Orders (Queue): Dead-letter queue on',
    'list-api to Lists: Attempts 3 → 1',
    'connected: list-api to Orders',
  ]);
  expect(designDifferences(before, before)).toEqual([]);
});
