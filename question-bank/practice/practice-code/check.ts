import type { Check } from '../../../sandbox/check-api.ts';

const checks: Check[] = [
  {
    name: 'first-waits',
    title: 'The first waits are 100, 200 and 400 milliseconds',
    visible: true,
    async run(guest, tools) {
      for (const [attempt, wait] of [
        [1, 100],
        [2, 200],
        [3, 400],
      ] as const) {
        tools.equal(await guest.call('waitBefore', attempt), wait, `waitBefore(${attempt})`, attempt);
      }
    },
  },
  {
    name: 'ceiling',
    title: 'A wait is never longer than 5,000 milliseconds',
    visible: true,
    async run(guest, tools) {
      for (const attempt of [7, 8, 20]) {
        tools.equal(await guest.call('waitBefore', attempt), 5_000, `waitBefore(${attempt})`, attempt);
      }
    },
  },
  {
    name: 'any-attempt',
    title: 'Attempts 1 to 60',
    async run(guest, tools) {
      for (let attempt = 1; attempt <= 60; attempt += 1) {
        const expected = Math.min(5_000, 100 * 2 ** (attempt - 1));
        tools.equal(await guest.call('waitBefore', attempt), expected, `waitBefore(${attempt})`, attempt);
      }
    },
  },
];

export default checks;
