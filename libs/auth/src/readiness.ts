import type pg from 'pg';
import { schemaState, type SchemaState } from './schema-version.ts';

const apiTimeoutMilliseconds = 2_000;

/** Long enough that probes of many kinds cost one question, short enough to notice an outage. */
const keepMilliseconds = 2_000;

export interface ReadinessReport {
  status: 'ok' | 'unavailable';
  checks: { database: SchemaState; api: 'ok' | 'unavailable' };
}

async function apiState(apiUrl: string): Promise<'ok' | 'unavailable'> {
  try {
    const signal = AbortSignal.timeout(apiTimeoutMilliseconds);
    const response = await fetch(`${apiUrl}/ready`, { signal, cache: 'no-store' });
    await response.body?.cancel();
    return response.ok ? 'ok' : 'unavailable';
  } catch {
    return 'unavailable';
  }
}

/** The pages work without the API, if only to say that it is away: its state is reported, not required. */
export async function checkReady(pool: pg.Pool, apiUrl: string): Promise<ReadinessReport> {
  const [database, api] = await Promise.all([schemaState(pool), apiState(apiUrl)]);
  return { status: database === 'ok' ? 'ok' : 'unavailable', checks: { database, api } };
}

/** Answers with a report that is at most a moment old; callers at once share one check. */
export function createReadyRoute(
  check: () => Promise<ReadinessReport>,
  now: () => number = Date.now,
) {
  let kept: { report: Promise<ReadinessReport>; until: number } | undefined;
  return async (): Promise<Response> => {
    if (kept === undefined || kept.until <= now()) {
      kept = { report: check(), until: now() + keepMilliseconds };
    }
    const report = await kept.report;
    const status = report.status === 'ok' ? 200 : 503;
    return Response.json(report, { status, headers: { 'cache-control': 'no-store' } });
  };
}
