import { join } from 'node:path';
import { readDevelopment } from './settings.ts';
import { childEnvironment, runOwner, workspaceRoot } from '../environment.ts';
import { UserError } from '@taskora/base/errors';
import { startProgram } from '@taskora/base/stream';
import { recordChild, recordSelf } from '../processes/orphans.ts';
import { run } from '../run.ts';
import { apiEnvironment, loadSecrets, nextEnvironment, type Ports } from '../stack/settings.ts';
import { broughtNode, pythonProgram } from '../../setup/programs.mjs';

interface DevelopmentCommand {
  program: string;
  migrate: string[];
  serve: string[];
  environment: Record<string, string>;
}

function apiCommand(ports: Ports): DevelopmentCommand {
  return {
    program: pythonProgram(join(workspaceRoot, '.venv'), 'python'),
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
    program: broughtNode(workspaceRoot),
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
  const child = await startProgram(command.program, command.serve, {
    directory: workspaceRoot,
    environment: childEnvironment(environment),
  });
  const owner = runOwner();
  const recorded = recordChild(child.pid, owner === undefined ? {} : { owner });
  let isAsked = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      isAsked = true;
      child.end(signal);
    });
  }
  const { exitCode, signal: by } = await child.ended;
  recorded.forget();
  if (isAsked) return by === null ? exitCode : 0;
  // The others go on, and this is soon above their lines.
  throw new UserError(
    'DEV_SERVICE_ENDED',
    `${service ?? ''} has ended (${by ?? `exit code ${exitCode}`}), and its output above says why`,
    'Ctrl-C, correct it, then npm run dev',
  );
}
