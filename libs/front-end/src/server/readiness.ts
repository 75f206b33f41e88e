import type { Database } from '../database/database.ts';
import { withTimeout } from '../database/outage.ts';
import {
  readVersion,
  stateOfVersion,
  type Query,
  type SchemaState,
} from '../database/schema-version.ts';

/** A probe waits three seconds at most, and what takes longer than one is not well. */
const timeoutMilliseconds = 1_000;

/** Long enough that probes of many kinds cost one question, short enough to notice an outage. */
const keepMilliseconds = 2_000;

export interface ReadinessReport {
  status: 'ok' | 'unavailable';
  checks: { database: SchemaState; api: 'ok' | 'unavailable' };
}

async function apiState(apiUrl: string): Promise<'ok' | 'unavailable'> {
  try {
    const signal = AbortSignal.timeout(timeoutMilliseconds);
    const response = await fetch(`${apiUrl}/ready`, { signal, cache: 'no-store' });
    await response.body?.cancel();
    return response.ok ? 'ok' : 'unavailable';
  } catch {
    return 'unavailable';
  }
}

/**
 * The state of everything that the pages need, whether or not they need it at once. `onRevision` is given
 * the version of the schema, undefined where the database did not say.
 */
export async function checkStates(
  database: Pick<Database, 'query'>,
  apiUrl: string,
  onRevision: (revision: number | undefined) => void = () => undefined,
): Promise<ReadinessReport['checks']> {
  const query: Query = (text) => withTimeout(database.query(text), timeoutMilliseconds);
  const [revision, api] = await Promise.all([
    readVersion(query).catch(() => undefined),
    apiState(apiUrl),
  ]);
  onRevision(revision);
  return { database: stateOfVersion(revision), api };
}

/**
 * Says whether this server is to get requests. It has to have found its database once, with the tables
 * that it needs: so a wrong configuration never replaces a right one. From then on only a schema that
 * is too old takes it away. A database or an API that is away is reported and not required: the pages
 * say so, and without this server there would be nobody to say it.
 */
export function createReadiness(
  check: () => Promise<ReadinessReport['checks']>,
): () => Promise<ReadinessReport> {
  let wasReady = false;
  return async () => {
    const checks = await check();
    wasReady = checks.database === 'ok' || (wasReady && checks.database === 'unavailable');
    return { status: wasReady ? 'ok' : 'unavailable', checks };
  };
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
