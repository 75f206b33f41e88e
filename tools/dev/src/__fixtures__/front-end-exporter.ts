import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { workspaceRoot } from '../environment.ts';

/**
 * Runs the exporter of the front ends in a process of its own, on the port that its argument names, and
 * counts a request. By path, for tools know nothing of libraries.
 */
const ofFrontEnd = (file: string) =>
  import(pathToFileURL(join(workspaceRoot, 'libs/front-end/src/metrics', file)).href);

const { createMetrics } = await ofFrontEnd('metrics.ts');
const { createExporter, listen } = await ofFrontEnd('exporter.ts');
const metrics = createMetrics({
  version: '1.0.0',
  schemaRevisionNeeded: 1,
  readPool: () => ({ inUse: 1, idle: 0, waiting: 0, max: 5 }),
  readChecks: () => ({ isDatabaseUp: true, isApiUp: true, schemaRevision: 1 }),
});
metrics.beginRequest();
metrics.endRequest({ method: 'GET', route: '/tasks', status: 200, seconds: 0.1 });
await listen(createExporter({ metrics, log: console }), '127.0.0.1', Number(process.argv[2]));
// The exporter itself does not keep a process.
setInterval(() => undefined, 60_000);
