import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { workspaceRoot } from '../environment.ts';
import { freePort } from '../ports.ts';
import { prepareDatabase } from '../postgres/schemas.ts';
import { startPostgres } from '../postgres/server.ts';
import { prepareHousehold, type Household } from './household.ts';
import { startService, type ServiceCommand } from './service.ts';
import {
  apiEnvironment,
  makeSecrets,
  nextEnvironment,
  type LocalSecrets,
  type Ports,
} from './settings.ts';
import { noteOutputs } from './unchanged-output.ts';
import { broughtNode, pythonProgram } from '../../setup/programs.mjs';

export interface Stack {
  webUrl: string;
  chatbotUrl: string;
  /** An address of this machine at which web may be opened, though nobody listens there yet; null without one. */
  plainUrl: string | null;
  household: Omit<Household, 'command' | 'ports'>;
  /** Of the services, without the database. */
  processIds: readonly number[];
  stop(): Promise<void>;
}

function apiCommand(ports: Ports, secrets: LocalSecrets): ServiceCommand {
  return {
    name: 'api',
    program: pythonProgram(join(workspaceRoot, '.venv'), 'python'),
    args: ['-m', 'taskora_api'],
    migrate: ['-m', 'taskora_api.migrate'],
    environment: apiEnvironment(ports, secrets),
    readyUrl: `http://127.0.0.1:${ports.api}/ready`,
  };
}

function outputOf(app: 'chatbot' | 'web'): string {
  return join(workspaceRoot, 'dist', 'apps', app);
}

/** The same files that the image gets, run by the Node of the workspace. */
function nextCommand(
  app: 'chatbot' | 'web',
  ports: Ports,
  secrets: LocalSecrets,
  plainUrl: string | null,
): ServiceCommand {
  const output = outputOf(app);
  return {
    name: app,
    program: broughtNode(workspaceRoot),
    args: [join(output, 'server.js')],
    migrate: [join(output, 'migrate.mjs')],
    environment: {
      ...nextEnvironment(app, ports, secrets, plainUrl === null ? [] : [plainUrl]),
      NODE_ENV: 'production',
    },
    readyUrl: `http://127.0.0.1:${ports[app]}/ready`,
  };
}

async function freePorts(database: number): Promise<Ports> {
  const [web, chatbot, api] = await Promise.all([freePort(), freePort(), freePort()]);
  return { web, chatbot, api, database };
}

/** What others reach this machine by, and what no browser takes for this machine itself. */
async function plainAddress(): Promise<string | null> {
  const addresses = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  const outer = addresses.find(({ family, internal }) => family === 'IPv4' && !internal);
  return outer === undefined ? null : `http://${outer.address}:${await freePort()}`;
}

export interface StackOptions {
  /** The front ends that are started; both unless given. */
  frontEnds?: readonly ('chatbot' | 'web')[];
  /** Whether the services export metrics, each on a free port. */
  isMeasured?: boolean;
}

async function metricsOf(command: ServiceCommand): Promise<ServiceCommand> {
  const METRICS_PORT = String(await freePort());
  const environment = { ...command.environment, METRICS_PORT, METRICS_HOST: '127.0.0.1' };
  return { ...command, environment };
}

/** The whole product on this machine, on free ports, with a database that is gone after `stop`. */
export async function startStack({
  frontEnds = ['web', 'chatbot'],
  isMeasured = false,
}: StackOptions = {}): Promise<Stack> {
  const stops: Array<() => Promise<void>> = [];
  const stop = async () => {
    for (const each of stops.reverse()) await each();
  };
  try {
    // Compared last, when everything that was started has ended.
    const compare = noteOutputs(frontEnds.map(outputOf));
    stops.push(() => Promise.resolve(compare()));
    const database = await startPostgres();
    stops.push(() => database.stop());
    const secrets = makeSecrets();
    await prepareDatabase(database.superuserUrl, secrets);
    const ports = await freePorts(database.port);
    const plainUrl = await plainAddress();
    const household = await prepareHousehold(database.superuserUrl, ports, secrets);
    const commands = [
      apiCommand(ports, secrets),
      ...frontEnds.map((app) => nextCommand(app, ports, secrets, plainUrl)),
      { ...apiCommand(household.ports, secrets), name: 'household-api' },
      household.command,
    ];
    const processIds: number[] = [];
    for (const command of commands) {
      const service = await startService(isMeasured ? await metricsOf(command) : command);
      stops.push(() => service.stop());
      if (service.pid !== undefined) processIds.push(service.pid);
    }
    return {
      webUrl: `http://localhost:${ports.web}`,
      chatbotUrl: `http://localhost:${ports.chatbot}`,
      plainUrl,
      household,
      processIds,
      stop,
    };
  } catch (error) {
    // What failed first is what a person has to know.
    await stop().catch(() => undefined);
    throw error;
  }
}
