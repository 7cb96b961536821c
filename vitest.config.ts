import { defineConfig } from 'vitest/config';

// Three projects, one runner: `unit` is pure and fast, `sim` runs seeded simulations, `db` runs on real
// PostgreSQL, which its set-up starts unless TEST_DATABASE_URL names one.

// No test is about how long it takes; a busy machine must not decide.
const patient = {
  testTimeout: 60_000,
  hookTimeout: 60_000,
  expect: { poll: { timeout: 20_000 } },
};
const exclude = ['**/node_modules/**', '**/.next/**', '**/.data/**', 'e2e/**'];
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          ...patient,
          include: ['**/*.test.ts', '**/*.test.tsx'],
          exclude: [...exclude, '**/*.sim.test.ts', '**/*.db.test.ts'],
        },
      },
      { test: { ...patient, name: 'sim', include: ['**/*.sim.test.ts'], exclude, testTimeout: 240_000 } },
      {
        test: {
          name: 'db',
          include: ['**/*.db.test.ts'],
          exclude,
          globalSetup: ['scripts/test-database-server.ts'],
          // Enough for server/env.ts to parse. The database of a test comes from createTestDatabase, never from here.
          env: {
            PLUMBLINE_MODE: 'demo',
            DATABASE_URL: 'postgres://unused@127.0.0.1:1/unused',
            AUTH_SECRET: 'only-for-tests-only-for-tests-only-for-tests',
            SANDBOX_URL: 'http://127.0.0.1:1',
            SANDBOX_SECRET: 'only-for-tests-only-for-tests-only-for-tests',
            LAB_URL: 'http://127.0.0.1:1',
            LAB_SECRET: 'only-for-tests-only-for-tests-only-for-tests',
            LOG_LEVEL: 'fatal',
          },
          ...patient,
          fileParallelism: false,
        },
      },
    ],
  },
});
