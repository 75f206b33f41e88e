import { join } from 'node:path';
import { workspaceRoot } from '../environment.ts';
import { freePort } from '../ports.ts';
import { makeAccountDatabase } from '../postgres/schemas.ts';
import type { ServiceCommand } from './service.ts';
import { nextEnvironment, type LocalSecrets, type Ports } from './settings.ts';
import { broughtNode } from '../../setup/programs.mjs';

const databaseName = 'household';

/** Web as a household has it: accounts by invitation, mail, and a provider of identities. */
export interface Household {
  url: string;
  /** Where its mail is sent to, though nobody listens there yet. */
  smtpPort: number;
  /** Where that provider is to be, though nobody listens there yet; its client is called `taskora`. */
  issuer: string;
  /** Where its own API and its web are. */
  ports: Ports;
  command: ServiceCommand;
}

/**
 * One more web with accounts of its own, so that its first account is one that a test makes, and with an API
 * that takes its tokens: a new password revokes access tokens there.
 */
export async function prepareHousehold(
  superuserUrl: string,
  ports: Ports,
  secrets: LocalSecrets,
): Promise<Household> {
  await makeAccountDatabase(superuserUrl, databaseName);
  const [web, api, smtpPort, issuerPort] = await Promise.all([
    freePort(),
    freePort(),
    freePort(),
    freePort(),
  ]);
  const ownPorts = { ...ports, web, api };
  const issuer = `http://localhost:${issuerPort}`;
  const output = join(workspaceRoot, 'dist', 'apps', 'web');
  const environment = nextEnvironment('web', ownPorts, secrets);
  const databaseUrl = new URL(environment['DATABASE_URL'] ?? '');
  databaseUrl.pathname = `/${databaseName}`;
  return {
    url: `http://localhost:${web}`,
    smtpPort,
    issuer,
    ports: ownPorts,
    command: {
      name: 'household',
      program: broughtNode(workspaceRoot),
      args: [join(output, 'server.js')],
      migrate: [join(output, 'migrate.mjs')],
      environment: {
        ...environment,
        DATABASE_URL: databaseUrl.href,
        SIGN_UP: 'invitation',
        OIDC_ISSUER: issuer,
        OIDC_NAME: 'House',
        SMTP_URL: `smtp://127.0.0.1:${smtpPort}`,
        NODE_ENV: 'production',
      },
      readyUrl: `http://127.0.0.1:${web}/ready`,
    },
  };
}
