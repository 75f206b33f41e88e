import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UserError } from '@taskora/base/errors';
import { z } from 'zod';
import { workspaceRoot } from '../environment.ts';
import { hasCode } from '@taskora/base/error-code';

const secretsSchema = z.object({
  apiPassword: z.string().min(16),
  authPassword: z.string().min(16),
  authSecret: z.string().min(32),
  serverActionsKey: z.string().min(32),
});

export type LocalSecrets = z.infer<typeof secretsSchema>;

export function makeSecrets(): LocalSecrets {
  return {
    apiPassword: randomBytes(18).toString('hex'),
    authPassword: randomBytes(18).toString('hex'),
    authSecret: randomBytes(32).toString('hex'),
    serverActionsKey: randomBytes(32).toString('base64'),
  };
}

/** Puts the secrets there whole and only if none are there yet; two first runs then share one set. */
function keepSecrets(path: string): void {
  const draft = `${path}.${process.pid}`;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(draft, JSON.stringify(makeSecrets()), { mode: 0o600 });
  try {
    linkSync(draft, path);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Secrets of `npm run dev`, made once per checkout, so that a session outlives a restart. */
export function loadSecrets(
  path = join(workspaceRoot, '.taskora', 'dev', 'secrets.json'),
): LocalSecrets {
  try {
    return secretsSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) {
      // New ones would lock out the database that was made with the old ones.
      throw new UserError(
        'DEV_SECRETS_UNREADABLE',
        `${path} does not hold the secrets of npm run dev`,
        `rm -r ${dirname(path)} (which also removes the data of npm run dev)`,
      );
    }
    keepSecrets(path);
    return loadSecrets(path);
  }
}

export interface Ports {
  api: number;
  chatbot: number;
  database: number;
  web: number;
}

function databaseUrl(ports: Ports, role: string, password: string): string {
  return `postgresql://${role}:${password}@127.0.0.1:${ports.database}/taskora`;
}

export function apiEnvironment(ports: Ports, secrets: LocalSecrets): Record<string, string> {
  const web = `http://localhost:${ports.web}`;
  return {
    DATABASE_URL: databaseUrl(ports, 'taskora_api', secrets.apiPassword),
    AUTH_JWKS_URL: `${web}/api/auth/jwks`,
    MCP_RESOURCE_URL: `${web}/mcp`,
    MCP_AUTHORIZATION_SERVER: web,
    HOST: '127.0.0.1',
    PORT: String(ports.api),
    PYTHONPATH: join(workspaceRoot, 'apps/api/src'),
    // Tests fill lists and load pages faster than a person could.
    LIMIT_READS_PER_SECOND: '0',
    LIMIT_CHANGES_PER_SECOND: '0',
  };
}

/** `moreOrigins` are addresses beside its own at which pages of the stack may be opened. */
export function nextEnvironment(
  app: 'chatbot' | 'web',
  ports: Ports,
  secrets: LocalSecrets,
  moreOrigins: readonly string[] = [],
): Record<string, string> {
  const web = `http://localhost:${ports.web}`;
  const chatbot = `http://localhost:${ports.chatbot}`;
  return {
    DATABASE_URL: databaseUrl(ports, 'taskora_auth', secrets.authPassword),
    BETTER_AUTH_SECRET: secrets.authSecret,
    NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: secrets.serverActionsKey,
    API_URL: `http://127.0.0.1:${ports.api}`,
    PUBLIC_URL: app === 'web' ? web : chatbot,
    WEB_URL: web,
    CHATBOT_URL: chatbot,
    TRUSTED_ORIGINS: [web, chatbot, ...moreOrigins].join(','),
    HOSTNAME: '127.0.0.1',
    PORT: String(ports[app]),
    NEXT_DEPLOYMENT_ID: 'local',
    NEXT_TELEMETRY_DISABLED: '1',
  };
}
