import { once } from 'node:events';
import type { Server } from 'node:http';
import { UserError } from '@taskora/base/errors';
import { connectApiServer, readNamespace } from '@taskora/ops-core';
import { serverConfig } from './config.ts';
import { reportFailure } from './failure.ts';
import { createGuard } from './http/access.ts';
import { createLog, errorFields } from './http/log.ts';
import { createExporter, createMetrics } from './http/metrics.ts';
import { createReadiness } from './http/readiness.ts';
import { createHttpServer } from './http/server.ts';
import { prompts } from './mcp/prompts.ts';
import { version } from './version.ts';

/** The server of the image: tools that need the API server alone, over streamable HTTP at /mcp. */
async function main(): Promise<void> {
  const config = serverConfig();
  const { credentials, context, namespace, releaseSecrets, host, port, metricsPort } = config;
  const log = createLog(config.logLevel);
  const metrics = createMetrics(version);
  const cluster = {
    server: connectApiServer({ credentials, context, namespace }),
    namespace,
    readsReleaseSecrets: releaseSecrets,
  };
  const server = createHttpServer({
    version,
    groups: ['cluster'],
    cluster,
    prompts,
    guard: createGuard(config),
    readiness: createReadiness(() => readNamespace(cluster)),
    log,
    onCall: ({ defect, ...call }) => {
      metrics.countCall({ ...call, defect });
      const fields = { ...call, milliseconds: Math.round(call.milliseconds) };
      if (defect === undefined) log.info('a tool was called', fields);
      else log.error('a tool failed', { ...fields, ...errorFields(defect) });
    },
  });
  const exporter = createExporter(metrics, (error) =>
    log.error('the metrics could not be read', errorFields(error)),
  );
  if (metricsPort > 0) await listen(exporter, host, metricsPort);
  await listen(server, host, port);
  log.info('the operations server listens', { host, port, namespace, releaseSecrets });
  endOnSignal(server, exporter, log);
}

async function listen(server: Server, host: string, port: number): Promise<void> {
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    throw new UserError(
      'OPS_PORT_UNAVAILABLE',
      `port ${port} of ${host} cannot be listened on`,
      'set PORT and METRICS_PORT to free ports',
      { cause: error },
    );
  }
}

/** What has begun is answered; then nothing keeps the process. */
function endOnSignal(server: Server, exporter: Server, log: ReturnType<typeof createLog>): void {
  const end = (signal: NodeJS.Signals): void => {
    log.info('the operations server ends', { signal });
    server.close();
    server.closeIdleConnections();
    exporter.close();
    exporter.closeAllConnections();
  };
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
}

main().catch(reportFailure);
