import { healthPort } from './config.ts';

const timeoutMilliseconds = 2_000;

/** Exits with 0 when this container's server answers, for HEALTHCHECK in an image without a shell. */
try {
  const signal = AbortSignal.timeout(timeoutMilliseconds);
  const response = await fetch(`http://127.0.0.1:${healthPort()}/health`, { signal });
  process.exitCode = response.ok ? 0 : 1;
} catch {
  process.exitCode = 1;
}
