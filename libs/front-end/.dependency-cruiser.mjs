import { roomRules } from '../../tools/rooms/rules.mjs';

/**
 * The rooms of the kit and the arrows between them, from the floor up. Files at the root of `src`
 * put the rooms together; no room imports them.
 */
export const rooms = {
  base: [],
  http: ['base'],
  metrics: ['base'],
  tracing: ['base'],
  database: ['base'],
  auth: ['base', 'http', 'database'],
  oauth: ['base', 'http', 'database', 'auth'],
  proxy: ['base', 'http', 'auth'],
  server: ['base', 'http', 'database', 'auth', 'oauth', 'proxy', 'metrics', 'tracing'],
  next: ['server'],
  programs: ['base', 'database', 'auth', 'oauth', 'proxy'],
  browser: [],
};

export default roomRules({
  rooms,

  entries: [
    // As package.json exports them.
    '^src/server[.]ts$',
    '^src/next/[^/]+[.]ts$',
    '^src/browser/account-requests[.]ts$',
    // As bundle.ts bundles them.
    '^src/programs/[^/]+[.]ts$',
  ],
});
