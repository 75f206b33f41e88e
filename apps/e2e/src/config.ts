import { existsSync } from 'node:fs';

const debianChromium = '/usr/bin/chromium';

/** Where the running stack is, and which browser drives it. */
export const config = {
  webUrl: process.env['WEB_URL'] ?? 'http://localhost:30000',
  chatbotUrl: process.env['CHATBOT_URL'] ?? 'http://localhost:30001',
  /** Debian's Chromium where it is installed, otherwise the browser that Playwright brought. */
  browserPath: existsSync(debianChromium) ? debianChromium : undefined,
  /** Names the task that has to outlive the cluster's processes; one name per run. */
  survivorTitle: process.env['E2E_SURVIVOR'] ?? 'outlive the cluster',
  survivorAccount: {
    name: 'Survivor',
    email: process.env['E2E_EMAIL'] ?? 'survivor@example.org',
    password: process.env['E2E_PASSWORD'] ?? 'a password for the survivor',
  },
};
