import { join } from 'node:path';
import { workspaceRoot } from '../environment.ts';
import type { Ports } from '../stack/settings.ts';

type Variables = Readonly<Record<string, string | undefined>>;

/** Where the API is found when all else that it has is of an environment. */
export function apiPlace(ports: Pick<Ports, 'api'>): Record<string, string> {
  return {
    HOST: '127.0.0.1',
    PORT: String(ports.api),
    PYTHONPATH: join(workspaceRoot, 'apps/api/src'),
  };
}

interface NextGiven {
  readonly variables: Variables;
  /** One of this checkout: Next.js writes the one that it has into the folder of its build. */
  readonly serverActionsKey: string;
}

/**
 * Where a front end is found when all else that it has is of an environment: its own address is this
 * machine's, which the sign-in has to trust beside those of the environment.
 */
export function nextPlace(
  app: 'chatbot' | 'web',
  ports: Pick<Ports, 'chatbot' | 'web'>,
  { variables, serverActionsKey }: NextGiven,
): Record<string, string> {
  const own = `http://localhost:${ports[app]}`;
  const trusted = (variables['TRUSTED_ORIGINS'] ?? '').split(',').filter((origin) => origin !== '');
  return {
    PUBLIC_URL: own,
    [app === 'web' ? 'WEB_URL' : 'CHATBOT_URL']: own,
    TRUSTED_ORIGINS: [...new Set([...trusted, own])].join(','),
    HOSTNAME: '127.0.0.1',
    PORT: String(ports[app]),
    NEXT_DEPLOYMENT_ID: 'local',
    NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: serverActionsKey,
    NEXT_TELEMETRY_DISABLED: '1',
  };
}
