import { expect, test } from 'vitest';
import type { Objective } from '../../simulation/load/scenario.ts';
import { objectiveMargin } from './objective-margin.ts';

const objective = (part: Pick<Objective, 'measure' | 'is' | 'limit'>): Objective => ({
  ...{ id: 'x', title: 'x', group: 'slo', profile: 'peak', window: null },
  ...part,
});

test('what is counted from the drawing may be exactly at its limit', () => {
  const old = objective({ measure: { kind: 'staleness', flow: 'read' }, is: 'at-most', limit: 3600 });
  expect(objectiveMargin(old, 3600)).toBeNull();
});

test('a margin is a share of the limit, and of a percentage to reach a share of what may fail', () => {
  const latency = objective({
    measure: { kind: 'latency', flow: 'read', quantile: 0.99 },
    is: 'at-most',
    limit: 250,
  });
  expect(objectiveMargin(latency, 200)).toBeCloseTo(0.2);
  expect(objectiveMargin(latency, 300)).toBeCloseTo(-0.2);
  expect(objectiveMargin(latency, null)).toBeNull();
  const availability = objective({
    measure: { kind: 'availability', flow: 'read' },
    is: 'at-least',
    limit: 99.5,
  });
  expect(objectiveMargin(availability, 99.9)).toBeCloseTo(0.8);
  const throttled = objective({
    measure: { kind: 'throttled', provider: 'mail' },
    is: 'at-most',
    limit: 1,
  });
  expect(objectiveMargin(throttled, 0.5)).toBeCloseTo(0.5);
});

test('what must be nothing, or is counted from the drawing, has no margin', () => {
  expect(
    objectiveMargin(objective({ measure: { kind: 'lost', flow: 'x' }, is: 'at-most', limit: 0 }), 0),
  ).toBeNull();
  expect(objectiveMargin(objective({ measure: { kind: 'changes' }, is: 'at-most', limit: 6 }), 6)).toBeNull();
});
