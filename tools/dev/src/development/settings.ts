import { developmentOverrides } from '../environment.ts';
import { UserError } from '@taskora/base/errors';
import type { Finding } from '@taskora/minikube/finding';
import { portFinding } from '@taskora/minikube/ports';
import { developmentData } from '../postgres/development-data.ts';
import type { Ports } from '../stack/settings.ts';

export interface Development {
  ports: Ports;
  dataDirectory: string;
}

/** Where `npm run dev` is to be found, unless a test asks for ports and data of its own. */
const defaults: Ports = { web: 3000, chatbot: 3001, api: 8000, database: 54329 };

function parsePorts(text: string): Ports {
  const [web, chatbot, api, database] = text.split(',').map(Number);
  const ports = { web, chatbot, api, database };
  const isPort = (port: number | undefined): port is number =>
    Number.isInteger(port) && Number(port) > 0 && Number(port) < 65_536;
  const isEachItsOwn = new Set(Object.values(ports)).size === Object.keys(ports).length;
  if (!isEachItsOwn || !Object.values(ports).every(isPort)) {
    throw new UserError(
      'DEV_BAD_PORTS',
      `TASKORA_DEV_PORTS=${text} does not name four different ports`,
      'TASKORA_DEV_PORTS=3000,3001,8000,54329 npm run dev (web, chatbot, API, database)',
    );
  }
  return ports as Ports;
}

export function readDevelopment(overrides = developmentOverrides()): Development {
  return {
    ports: overrides.ports === undefined ? defaults : parsePorts(overrides.ports),
    dataDirectory: overrides.data ?? developmentData(),
  };
}

/** Who listens where the services are to listen: what is opened there would else be another program's. */
export async function takenPorts(ports: Ports): Promise<Finding[]> {
  const found = await Promise.all(
    Object.entries(ports).map(([service, port]) =>
      portFinding(Number(port), `npm run dev serves its ${service} there`),
    ),
  );
  return found.filter((finding) => finding !== undefined);
}
