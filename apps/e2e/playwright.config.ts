import { defineConfig } from '@playwright/test';
import { config } from './src/config.ts';

export default defineConfig({
  testDir: './src',
  testMatch: '**/*.e2e.ts',
  outputDir: '../../dist/e2e',
  fullyParallel: true,
  workers: 2,
  forbidOnly: true,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: config.expectTimeout },
  reporter: [['list'], ['html', { outputFolder: '../../dist/e2e-report', open: 'never' }]],
  use: {
    baseURL: config.webUrl,
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    ...(config.proxy === undefined ? {} : { proxy: { server: config.proxy } }),
    launchOptions: config.launchOptions,
  },
});
