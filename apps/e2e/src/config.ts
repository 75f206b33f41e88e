import { existsSync } from 'node:fs';

const debianChromium = '/usr/bin/chromium';

/** Debian's Chromium where it is installed, otherwise the browser that Playwright brought. */
const browserPath = existsSync(debianChromium) ? debianChromium : undefined;

/** Digest of the one key that is accepted although no known authority vouches for it. */
const trustedKey = process.env['BROWSER_TRUSTED_KEY'];

/** How many tasks the bench of the list adds. */
export const benchTasks = Number(process.env['BENCH_TASKS'] ?? 2000);

/** Where the running stack is, and which browser drives it. */
export const config = {
  webUrl: process.env['WEB_URL'] ?? 'http://localhost:30000',
  chatbotUrl: process.env['CHATBOT_URL'] ?? 'http://localhost:30001',
  /** An address of this machine at which web may be opened, as it is configured; nobody listens there yet. */
  plainUrl: process.env['PLAIN_URL'],
  /** A web whose accounts are a household's, none of which is there yet; without one they are not tried. */
  householdUrl: process.env['HOUSEHOLD_URL'],
  /** Where its provider of identities is to be, though nobody listens there yet. */
  householdIssuer: process.env['HOUSEHOLD_ISSUER'] ?? '',
  /** Where that web sends its mail, though nobody listens there yet. */
  householdSmtpPort: Number(process.env['HOUSEHOLD_SMTP_PORT'] ?? 0),
  /** Milliseconds that an expectation is waited for: longer where each page is compiled when it is first opened. */
  expectTimeout: Number(process.env['E2E_EXPECT_TIMEOUT'] ?? 30000),
  /** A proxy that leads names which no resolver knows to the stack; the test's own requests take it, too. */
  proxy: process.env['BROWSER_PROXY'],
  launchOptions: {
    ...(browserPath === undefined ? {} : { executablePath: browserPath }),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...(trustedKey === undefined ? [] : [`--ignore-certificate-errors-spki-list=${trustedKey}`]),
    ],
  },
  /** Names the task that has to outlive the cluster's processes; one name per run. */
  survivorTitle: process.env['E2E_SURVIVOR'] ?? 'outlive the cluster',
  survivorAccount: {
    name: 'Survivor',
    email: process.env['E2E_EMAIL'] ?? 'survivor@example.org',
    password: process.env['E2E_PASSWORD'] ?? 'a password for the survivor',
  },
};
