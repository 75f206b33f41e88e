import type { Instrumentation } from 'next';

/** Runs once when the server starts: the configuration is checked here, before the first request. */
export async function register(): Promise<void> {
  // eslint-disable-next-line no-restricted-properties -- not a setting: the compiler replaces it, so that nothing of Node.js enters the edge build
  if (process.env['NEXT_RUNTIME'] === 'edge') return;
  const { frontEnd } = await import('./server/front-end.ts');
  await frontEnd.instrumentation.register();
}

export const onRequestError: Instrumentation.onRequestError = async (error, request) => {
  // eslint-disable-next-line no-restricted-properties -- see above
  if (process.env['NEXT_RUNTIME'] === 'edge') return;
  const { frontEnd } = await import('./server/front-end.ts');
  frontEnd.instrumentation.onRequestError(error, request);
};
