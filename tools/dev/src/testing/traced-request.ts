import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { workspaceRoot } from '../environment.ts';
import { freePort } from '../ports.ts';
import { prepareDatabase } from '../postgres/schemas.ts';
import { startPostgres } from '../postgres/server.ts';
import { startService, type RunningService, type ServiceCommand } from '../stack/service.ts';
import { apiEnvironment, makeSecrets, nextEnvironment } from '../stack/settings.ts';
import { pythonProgram } from '../../setup/programs.mjs';

/**
 * One request for tasks through web's server side, to the API, over a database; prints what a collector
 * of traces was sent meanwhile, as a list of bodies of OTLP in JSON.
 */
const bodies: unknown[] = [];
const collector = createServer((request, response) => {
  let text = '';
  request.on('data', (piece) => (text += String(piece)));
  request.on('end', () => {
    bodies.push(JSON.parse(text));
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  });
});
await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
const endpoint = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`;

const database = await startPostgres();
const services: RunningService[] = [];
try {
  const secrets = makeSecrets();
  await prepareDatabase(database.superuserUrl, secrets);
  const [api, web, chatbot] = [await freePort(), await freePort(), await freePort()];
  const ports = { api, web, chatbot, database: database.port };
  const traced = { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint };
  const node = process.execPath;
  const commands: ServiceCommand[] = [
    {
      name: 'traced-api',
      program: pythonProgram(join(workspaceRoot, '.venv'), 'python'),
      args: ['-m', 'taskora_api'],
      migrate: ['-m', 'taskora_api.migrate'],
      environment: { ...apiEnvironment(ports, secrets), ...traced },
      readyUrl: `http://127.0.0.1:${api}/ready`,
    },
    {
      name: 'traced-web',
      program: node,
      args: [join(workspaceRoot, 'tools/dev/src/__fixtures__/traced-front-end.ts'), String(web)],
      migrate: [join(workspaceRoot, 'libs/front-end/src/programs/migrate.ts')],
      environment: {
        ...nextEnvironment('web', ports, secrets),
        AUTH_JWKS_URL: `http://127.0.0.1:${web}/api/auth/jwks`,
        ...traced,
      },
      readyUrl: `http://127.0.0.1:${web}/ready`,
    },
  ];
  for (const command of commands) services.push(await startService(command));

  const origin = `http://localhost:${web}`;
  const signedUp = await fetch(`${origin}/api/auth/sign-up/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ name: 'Ada', email: 'ada@example.org', password: 'correct horse 5' }),
  });
  const cookie = signedUp.headers
    .getSetCookie()
    .map((each) => each.split(';', 1)[0])
    .join('; ');
  const listed = await fetch(`${origin}/api/v1/tasks`, { headers: { cookie } });
  if (!listed.ok) throw new Error(`the list was answered ${listed.status}`);
  await listed.text();
} finally {
  // What was not sent yet is sent as they end.
  for (const service of services.toReversed()) await service.stop();
  await database.stop();
  collector.closeAllConnections();
  collector.close();
}
process.stdout.write(JSON.stringify(bodies));
