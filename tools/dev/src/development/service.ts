import { join } from 'node:path';
import { readDevelopment } from './settings.ts';
import { portFinding } from '@taskora/minikube/ports';
import { childEnvironment, givenVariables, runOwner, workspaceRoot } from '../environment.ts';
import { UserError } from '@taskora/base/errors';
import { startProgram } from '@taskora/base/stream';
import { recordChild, recordSelf } from '../processes/orphans.ts';
import { run } from '../run.ts';
import { apiEnvironment, loadSecrets, nextEnvironment, type Ports } from '../stack/settings.ts';
import { apiPlace, nextPlace } from './against.ts';
import { broughtNode, pythonProgram } from '../../setup/programs.mjs';

interface DevelopmentCommand {
  program: string;
  /** Nothing where the database is an environment's, whose schema is that of its deployed images. */
  migrate?: string[];
  serve: string[];
  environment: Record<string, string>;
}

function apiCommand(ports: Ports): Required<DevelopmentCommand> {
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

function nextCommand(app: 'chatbot' | 'web', ports: Ports): Required<DevelopmentCommand> {
  const port = String(ports[app]);
  return {
    program: broughtNode(workspaceRoot),
    migrate: [join(workspaceRoot, 'dist/libs/front-end/migrate.mjs')],
    serve: [
      join(workspaceRoot, 'node_modules/next/dist/bin/next'),
      'dev',
      `apps/${app}`,
      // Next's own server of development listens to the whole network by default.
      '--hostname',
      '127.0.0.1',
      '--port',
      port,
    ],
    environment: nextEnvironment(app, ports, loadSecrets()),
  };
}

function commandFor(service: string | undefined, isAgainst: boolean): DevelopmentCommand {
  const { ports } = readDevelopment();
  if (service === 'api') {
    const command = apiCommand(ports);
    return isAgainst ? against(command, apiPlace(ports)) : command;
  }
  if (service === 'web' || service === 'chatbot') {
    const command = nextCommand(service, ports);
    const { serverActionsKey } = loadSecrets();
    const given = { variables: givenVariables(), serverActionsKey };
    return isAgainst ? against(command, nextPlace(service, ports, given)) : command;
  }
  throw new UserError(
    'DEV_UNKNOWN_SERVICE',
    `${service ?? 'nothing'} was given, which is none of api, web and chatbot`,
    'npm run dev',
  );
}

/** What the environment gave this process goes on to the service; only where it is found is its own. */
function against(
  { program, serve }: DevelopmentCommand,
  environment: Record<string, string>,
): DevelopmentCommand {
  return { program, serve, environment };
}

async function migrate({ program, migrate, environment }: DevelopmentCommand): Promise<number> {
  if (migrate === undefined) return 0;
  return (await run(program, migrate, { environment, inherit: true })).exitCode;
}

async function refuseTakenPort(service: string | undefined): Promise<void> {
  const { ports } = readDevelopment();
  const port = Object.entries(ports).find(([name]) => name === service)?.[1];
  if (port === undefined) return;
  const finding = await portFinding(port, `${service ?? ''}:dev serves there`);
  if (finding !== undefined) throw new UserError(finding.code, finding.what, finding.fix);
}

/**
 * Brings the service's schema up to date, then runs it with reloading. Against an environment it migrates
 * nothing, for others use that database.
 */
export async function serve(
  service: string | undefined,
  environmentName?: string,
): Promise<number> {
  recordSelf();
  const command = commandFor(service, environmentName !== undefined);
  const { environment } = command;
  if (environmentName !== undefined) await refuseTakenPort(service);
  const migrated = await migrate(command);
  if (migrated !== 0) return migrated;
  // Listening from before the start: a signal that comes between would leave the program behind.
  let asked: 'SIGINT' | 'SIGTERM' | undefined;
  let end: (signal: 'SIGINT' | 'SIGTERM') => void = () => undefined;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      asked = signal;
      end(signal);
    });
  }
  const child = await startProgram(command.program, command.serve, {
    directory: workspaceRoot,
    environment: childEnvironment(environment),
  });
  const owner = runOwner();
  const recorded = recordChild(child.pid, owner === undefined ? {} : { owner });
  end = (signal) => child.end(signal);
  if (asked !== undefined) end(asked);
  const { exitCode, signal: by } = await child.ended;
  recorded.forget();
  if (asked !== undefined) return by === null ? exitCode : 0;
  // The others go on, and this is soon above their lines.
  throw new UserError(
    'DEV_SERVICE_ENDED',
    `${service ?? ''} has ended (${by ?? `exit code ${exitCode}`}), and its output above says why`,
    environmentName === undefined
      ? 'Ctrl-C, correct it, then npm run dev'
      : `correct it, then npx nx run ${service ?? ''}:dev --against=${environmentName}`,
  );
}
