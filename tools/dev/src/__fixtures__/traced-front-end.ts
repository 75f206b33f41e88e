import { createServer } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { workspaceRoot } from '../environment.ts';

/**
 * Runs web's server side, without pages, by the environment that web has. It ends in order at SIGTERM.
 * By path, for tools know nothing of libraries.
 */
const ofFrontEnd = (file: string) =>
  import(pathToFileURL(join(workspaceRoot, 'libs/front-end/src', file)).href);

const [port] = process.argv.slice(2);
const { buildFrontEnd } = await ofFrontEnd('front-end.ts');
const frontEnd = buildFrontEnd({ service: 'web' });
await frontEnd.instrumentation.register();
const server = createServer((_request, response) => response.end('page'));
server.listen(Number(port), '127.0.0.1');
process.once('SIGTERM', () => {
  server.closeAllConnections();
  server.close();
  void frontEnd.close().then(() => process.exit(0));
});
