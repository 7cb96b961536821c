import { defineConfig } from '@playwright/test';
import { findBrowser } from './e2e/fixtures/find-browser.ts';

/**
 * One application for the whole run, started by e2e/fixtures/start-app.ts through the start command itself, with a data
 * folder of its own. One worker: the machine has two cores and the application uses them. No retries: a flaky test is a
 * failing test.
 */
export default defineConfig({
  testDir: './e2e',
  globalSetup: './e2e/fixtures/start-app.ts',
  outputDir: './test-results',
  workers: 1,
  fullyParallel: false,
  retries: 0,
  forbidOnly: process.env.CI !== undefined,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ? [['list'], ['json']] : [['list']],
  use: {
    baseURL: process.env.E2E_BASE_URL,
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'Europe/Amsterdam',
    actionTimeout: 15_000,
    trace: 'retain-on-failure',
    launchOptions: await findBrowser(),
  },
});
