import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { workspaceRoot } from '../environment.ts';
import type { Image } from './images.ts';

export interface ComposePorts {
  readonly web: number;
  readonly chatbot: number;
}

const hex = (bytes: number): string => randomBytes(bytes).toString('hex');

/** What is made once: another value would lock out the data behind it. */
const makers: Readonly<Record<string, () => string>> = {
  TASKORA_SUPERUSER_PASSWORD: () => hex(18),
  TASKORA_API_PASSWORD: () => hex(18),
  TASKORA_AUTH_PASSWORD: () => hex(18),
  TASKORA_AUTH_SECRET: () => hex(32),
  TASKORA_ACTIONS_KEY: () => randomBytes(32).toString('base64'),
};

/**
 * Writes the variables of docker-compose.yml, and the passwords as files for PostgreSQL, into a folder
 * that only its owner enters; what an earlier run has made stays.
 */
export function writeVariables(
  folder: string,
  images: Readonly<Record<string, Image>>,
  ports: ComposePorts,
): string {
  const passwords = join(folder, 'passwords');
  mkdirSync(passwords, { recursive: true });
  chmodSync(folder, 0o700);
  const file = join(folder, 'env');
  const known = existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {};
  const secrets = Object.fromEntries(
    Object.entries(makers).map(([name, make]) => [name, known[name] ?? make()]),
  );
  for (const role of ['superuser', 'api', 'auth']) {
    const path = join(passwords, `${role}-password`);
    writeFileSync(path, secrets[`TASKORA_${role.toUpperCase()}_PASSWORD`] ?? '');
    // The container's own user reads it; the folder above lets nobody else in.
    chmodSync(path, 0o644);
  }
  chmodSync(passwords, 0o755);
  const variables = {
    ...Object.fromEntries(
      Object.entries(images).flatMap(([name, { reference, tag }]) => [
        [name, reference],
        [name.replace('IMAGE', 'TAG'), tag],
      ]),
    ),
    TASKORA_WEB_PORT: ports.web,
    TASKORA_CHATBOT_PORT: ports.chatbot,
    TASKORA_WEB_URL: `http://localhost:${ports.web}`,
    TASKORA_CHATBOT_URL: `http://localhost:${ports.chatbot}`,
    TASKORA_PASSWORDS: passwords,
    ...secrets,
  };
  const lines = Object.entries(variables).map(([name, value]) => `${name}=${value}\n`);
  writeFileSync(file, lines.join(''), { mode: 0o600 });
  return file;
}

/** Some value for each variable that docker-compose.yml insists on. */
export function placeholders(): string {
  const text = readFileSync(join(workspaceRoot, 'docker-compose.yml'), 'utf8');
  const asked = new Set([...text.matchAll(/\$\{(\w+):\?/g)].map(([, name]) => name));
  return [...asked].map((name) => `${name}=/none\n`).join('');
}
