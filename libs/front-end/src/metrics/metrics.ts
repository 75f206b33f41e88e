import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { other } from './route-template.ts';

/** Of requests, as in the API, so that one query serves all services. */
const requestSeconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

const knownMethods = new Set([
  ...['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'],
  // Of calendar programs.
  ...['MKCALENDAR', 'MKCOL', 'PROPFIND', 'PROPPATCH', 'REPORT'],
]);

export interface PoolState {
  inUse: number;
  idle: number;
  waiting: number;
  max: number;
}

/** What the last check of readiness found; undefined where nobody has asked yet. */
export interface CheckedState {
  isDatabaseUp?: boolean;
  isApiUp?: boolean;
  schemaRevision?: number | undefined;
}

export interface MetricsOptions {
  version: string;
  schemaRevisionNeeded: number;
  /** Undefined before the first connection. */
  readPool: () => PoolState | undefined;
  readChecks: () => CheckedState;
}

export interface FinishedRequest {
  method: string;
  route: string;
  /** Undefined where the connection ended before the answer did. */
  status: number | undefined;
  seconds: number;
}

export interface Metrics {
  /** Counts a request as being answered; `end` counts it as answered. */
  beginRequest(): void;
  endRequest(request: FinishedRequest): void;
  countPageFailure(): void;
  /** The text that Prometheus reads, and its type. */
  read(): Promise<{ contentType: string; text: string }>;
}

const classOf = (status: number | undefined) =>
  status === undefined ? 'none' : `${Math.floor(status / 100)}xx`;

/** The metrics of one front end. No label holds a path, an address or a person (docs/monitoring.md). */
export function createMetrics(options: MetricsOptions): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });

  new Gauge({
    name: 'taskora_build_info',
    help: 'Always 1; the label says which version runs.',
    labelNames: ['version'],
    registers,
  }).set({ version: options.version }, 1);

  const active = new Gauge({
    name: 'http_server_active_requests',
    help: 'Requests that are being answered.',
    registers,
  });
  const requests = new Histogram({
    name: 'http_server_request_duration_seconds',
    help: 'Time from the head of a request to the end of its answer.',
    labelNames: ['method', 'route', 'status_class'],
    buckets: requestSeconds,
    registers,
  });
  const pageFailures = new Counter({
    name: 'taskora_page_failures_total',
    help: 'Pages and routes of the framework that ended in an error of their code.',
    registers,
  });

  new Gauge({
    name: 'taskora_schema_revision_needed',
    help: 'Revision of the schema that this program needs.',
    registers,
  }).set(options.schemaRevisionNeeded);

  /** Read when Prometheus asks. What is not known yet has no series, which is not the same as 0. */
  function gaugeOf(name: string, help: string, read: () => number | undefined): void {
    new Gauge({
      name,
      help,
      registers,
      collect() {
        const value = read();
        if (value === undefined) this.remove();
        else this.set(value);
      },
    });
  }
  const asNumber = (flag: boolean | undefined) => (flag === undefined ? undefined : Number(flag));
  gaugeOf('taskora_database_up', 'Whether the database answered the last check of readiness.', () =>
    asNumber(options.readChecks().isDatabaseUp),
  );
  gaugeOf('taskora_api_up', 'Whether the API was ready at the last check of readiness.', () =>
    asNumber(options.readChecks().isApiUp),
  );
  gaugeOf(
    'taskora_schema_revision',
    'Revision of the schema that the database has.',
    () => options.readChecks().schemaRevision,
  );
  gaugeOf(
    'taskora_database_pool_connections_max',
    'Connections that the pool may have.',
    () => options.readPool()?.max,
  );
  gaugeOf(
    'taskora_database_pool_waiting',
    'Questions that wait for a connection of the pool.',
    () => options.readPool()?.waiting,
  );
  new Gauge({
    name: 'taskora_database_pool_connections',
    help: 'Connections of the pool, by whether somebody has them.',
    labelNames: ['state'],
    registers,
    collect() {
      const pool = options.readPool();
      if (pool === undefined) return;
      this.set({ state: 'in_use' }, pool.inUse);
      this.set({ state: 'idle' }, pool.idle);
    },
  });

  return {
    beginRequest: () => active.inc(),
    endRequest({ method, route, status, seconds }) {
      active.dec();
      const known = knownMethods.has(method) ? method : other;
      requests.labels(known, route, classOf(status)).observe(seconds);
    },
    countPageFailure: () => pageFailures.inc(),
    read: async () => ({ contentType: registry.contentType, text: await registry.metrics() }),
  };
}
