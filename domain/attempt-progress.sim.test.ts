import { describe, expect, it } from 'vitest';
import { type ProgressTimes, planProgress, withEntered, withLeft } from './attempt-progress.ts';
import { sectionAllowanceMs } from './deadline.ts';
import type { FormSection } from './form.ts';
import { seededRandom } from './random.ts';

const minuteMs = 60_000;
const rounds = 3_000;

// Guarantee: what the clock writes down does not depend on when it is looked at. Looking every few seconds, now and
// then, or once at the end gives the same sections with the same times and the same end. Otherwise a late job or a
// closed page would cost somebody time.
describe('an attempt by the clock', () => {
  it('comes out the same however often it is looked at', () => {
    const base = Number(process.env.SIM_SEED ?? 20_261_125);
    for (let round = 0; round < rounds; round++) {
      const seed = `${base}-${round}`;
      const random = seededRandom(seed);
      const startedAt = new Date(1_780_000_000_000);
      const sections: FormSection[] = Array.from({ length: 1 + random.below(4) }, (_, index) => ({
        number: index + 1,
        title: '',
        minutes: 1 + random.below(30),
        canReturn: random.below(2) === 0,
        breakMinutes: random.below(3) * random.below(6),
        items: [],
      }));
      const first: ProgressTimes = {
        startedAt,
        timeFactor: [1, 1.25, 1.5, 2][random.below(4)] ?? 1,
        sections,
        entered: [{ number: 1, enteredAt: startedAt, leftAt: null, leftBy: null }],
        grants: [],
      };
      const endMs = 10 * 60 * minuteMs;
      const once = planProgress(first, new Date(startedAt.getTime() + endMs));
      let often = first;
      for (let nowMs = 0; nowMs < endMs; nowMs += 1 + random.below(9 * minuteMs)) {
        often = planProgress(often, new Date(startedAt.getTime() + nowMs)).times;
      }
      often = planProgress(often, new Date(startedAt.getTime() + endMs)).times;
      expect(often.entered, `seed ${seed}`).toEqual(once.times.entered);
      expect(once.progress.state, `seed ${seed}`).toBe('over');
      for (const entry of once.times.entered) {
        const had = (entry.leftAt?.getTime() ?? 0) - entry.enteredAt.getTime();
        expect(had, `seed ${seed}, section ${entry.number}`).toBe(sectionAllowanceMs(first, entry.number));
      }
    }
  });

  it('gives granted time in full, whenever she comes back', () => {
    const base = Number(process.env.SIM_SEED ?? 20_261_125);
    for (let round = 0; round < rounds; round++) {
      const seed = `return-${base}-${round}`;
      const random = seededRandom(seed);
      const startedAt = new Date(1_780_000_000_000);
      const minutes = 1 + random.below(40);
      const only: FormSection = {
        number: 1,
        title: '',
        minutes,
        canReturn: true,
        breakMinutes: 0,
        items: [],
      };
      const endedAt = new Date(startedAt.getTime() + minutes * minuteMs);
      const grantedMs = 1 + random.below(30 * minuteMs);
      const grantedAt = new Date(endedAt.getTime() + 1 + random.below(60 * minuteMs));
      const backAt = new Date(grantedAt.getTime() + random.below(600 * minuteMs));
      let times: ProgressTimes = withLeft(
        {
          startedAt,
          timeFactor: 1,
          sections: [only],
          entered: [{ number: 1, enteredAt: startedAt, leftAt: null, leftBy: null }],
          grants: [{ sectionNumber: 1, grantedMs, createdAt: grantedAt }],
        },
        1,
        endedAt,
        'deadline',
      );
      expect(planProgress(times, backAt).progress.state, `seed ${seed}`).toBe('reopened');
      // What server/attempt/enter-section.ts writes on her press.
      const closedMs = backAt.getTime() - endedAt.getTime();
      times = {
        ...withEntered(times, 1, startedAt),
        grants: [...times.grants, { sectionNumber: 1, grantedMs: closedMs, createdAt: backAt }],
      };
      expect(planProgress(times, backAt).progress, `seed ${seed}`).toEqual({
        state: 'section',
        sectionNumber: 1,
        remainingMs: grantedMs,
      });
    }
  });
});
