import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { readDevelopment } from './settings.ts';
import { childEnvironment, runOwner, workspaceRoot } from '../environment.ts';
import { UserError } from '@taskora/base/errors';
import { recordChild, recordSelf } from '../processes/orphans.ts';
import { run } from '../run.ts';
import { apiEnvironment, loadSecrets, nextEnvironment, type Ports } from '../stack/settings.ts';

interface DevelopmentCommand {
  program: string;
  migrate: string[];
  serve: string[];
  environment: Record<string, string>;
}

function apiCommand(ports: Ports): DevelopmentCommand {
  return {
    program: join(workspaceRoot, '.venv/bin/python'),
    migrate: ['-m', 'taskora_api.migrate'],
    serve: [
      ...['-m', 'uvicorn', '--factory', 'taskora_api.development:make_application'],
      ...['--reload', '--reload-dir', 'apps/api/src', '--port', String(ports.api)],
    ],
    environment: apiEnvironment(ports, loadSecrets()),
  };
}

function nextCommand(app: 'chatbot' | 'web', ports: Ports): DevelopmentCommand {
  const port = String(ports[app]);
  return {
    program: join(workspaceRoot, 'node_modules/.bin/node'),
    migrate: [join(workspaceRoot, 'dist/libs/front-end/migrate.mjs')],
    serve: [
      join(workspaceRoot, 'node_modules/next/dist/bin/next'),
      'dev',
      `apps/${app}`,
      '--port',
      port,
    ],
    environment: nextEnvironment(app, ports, loadSecrets()),
  };
}

function commandFor(service: string | undefined): DevelopmentCommand {
  const { ports } = readDevelopment();
  if (service === 'api') return apiCommand(ports);
  if (service === 'web' || service === 'chatbot') return nextCommand(service, ports);
  throw new UserError(
    'DEV_UNKNOWN_SERVICE',
    `${service ?? 'nothing'} was given, which is none of api, web and chatbot`,
    'npm run dev',
  );
}

/** Brings the service's schema up to date, then runs it with reloading. */
export async function serve(service: string | undefined): Promise<number> {
  recordSelf();
  const command = commandFor(service);
  const { environment } = command;
  const migrated = await run(command.program, command.migrate, { environment, inherit: true });
  if (migrated.exitCode !== 0) return migrated.exitCode;
  const child = spawn(command.program, command.serve, {
    cwd: workspaceRoot,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: childEnvironment(environment),
  });
  const owner = runOwner();
  const recorded = recordChild(child.pid ?? 0, owner === undefined ? {} : { owner });
  let isAsked = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      isAsked = true;
      child.kill(signal);
    });
  }
  const [code, by] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
  recorded.forget();
  if (isAsked) return code ?? 0;
  // The others go on, and this is soon above their lines.
  throw new UserError(
    'DEV_SERVICE_ENDED',
    `${service ?? ''} has ended (${by ?? `exit code ${code ?? 0}`}), and its output above says why`,
    'Ctrl-C, correct it, then npm run dev',
  );
}
