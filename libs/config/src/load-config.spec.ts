import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ConfigError, loadConfig } from './load-config.ts';
import { frontEndVariables, productionVariables } from './front-end-variables.ts';

const complete = {
  DATABASE_URL: 'postgresql://taskora_auth:secret-password@postgres:5432/taskora',
  BETTER_AUTH_SECRET: 'x'.repeat(32),
  PUBLIC_URL: 'http://localhost:30000/',
  WEB_URL: 'http://localhost:30000',
  CHATBOT_URL: 'http://localhost:30001',
  API_URL: 'http://api',
  NEXT_DEPLOYMENT_ID: 'c-0123456789ab',
};

/** What the two apps are built with. */
function publicKey(): string {
  const projects = ['web', 'chatbot'].map((app) =>
    readFileSync(join(__dirname, `../../../apps/${app}/project.json`), 'utf8'),
  );
  const keys = projects.map((text) => /ENCRYPTION_KEY": "([^"]+)"/.exec(text)?.[1] ?? '');
  expect(new Set(keys).size).toBe(1);
  return keys[0] ?? '';
}

function failure(environment: Record<string, string | undefined>): ConfigError {
  try {
    loadConfig(frontEndVariables, environment);
  } catch (error) {
    if (error instanceof ConfigError) return error;
  }
  throw new Error('the environment was accepted');
}

describe('configuration from the environment (A4)', () => {
  it('gives typed settings with defaults', () => {
    const config = loadConfig(frontEndVariables, complete);
    expect(config.authIssuer).toBe('taskora');
    expect(config.trustedOrigins).toEqual([]);
    expect(config.attemptsPerMinute).toBe(10);
  });

  it('reduces an address to its origin, which is what browsers send', () => {
    const trusted = 'https://a.example/, https://b.example:8443/path';
    const config = loadConfig(frontEndVariables, { ...complete, TRUSTED_ORIGINS: trusted });
    expect(config.publicUrl).toBe('http://localhost:30000');
    expect(config.trustedOrigins).toEqual(['https://a.example', 'https://b.example:8443']);
  });

  it('names every wrong variable at once, each with a fix', () => {
    const error = failure({
      ...complete,
      DATABASE_URL: 'mysql://x',
      BETTER_AUTH_SECRET: undefined,
    });
    expect(error.variables).toEqual(['DATABASE_URL', 'BETTER_AUTH_SECRET']);
    expect(error.message).toMatch(/BETTER_AUTH_SECRET is not set\. Do: .*openssl rand/);
    expect(error.message).toMatch(
      /DATABASE_URL is wrong: it is not a PostgreSQL address\. Do: set it like/,
    );
  });

  it.each([
    ['is missing', undefined, /KEY is not set\. Do: .*openssl rand -base64 32/],
    ['is too short', btoa('short'), /not a key of 16, 24 or 32 bytes/],
    ['is no base64', 'not-base64!', /it is not base64/],
    ['is the one that builds use', publicKey(), /the public constant of the build/],
  ])('refuses to run when the key of server actions %s', (_what, key, complaint) => {
    const environment = { ...complete, NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: key };
    expect(() => loadConfig(productionVariables, environment)).toThrow(complaint);
    const good = { ...complete, NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: btoa('k'.repeat(32)) };
    expect(loadConfig(productionVariables, good).publicUrl).toBe('http://localhost:30000');
  });

  it.each([
    ['is missing', '', /NEXT_DEPLOYMENT_ID is not set\. Do: /],
    ['cannot stand in an address', 'c-01?x=1', /it is not 1 to 64 letters/],
  ])('refuses to run when what is deployed has a name that %s', (_what, id, complaint) => {
    const key = { NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: btoa('k'.repeat(32)) };
    const environment = { ...complete, ...key, NEXT_DEPLOYMENT_ID: id };
    expect(() => loadConfig(productionVariables, environment)).toThrow(complaint);
  });

  it.each(['10.0.0.0/8, 192.0.2.1', 'fd00::/8'])('knows proxies by address: %s', (proxies) => {
    const config = loadConfig(frontEndVariables, { ...complete, TRUSTED_PROXIES: proxies });
    expect(config.trustedProxies).toEqual(proxies.split(', '));
    expect(failure({ ...complete, TRUSTED_PROXIES: 'proxy' }).variables).toEqual([
      'TRUSTED_PROXIES',
    ]);
  });

  it('treats an empty value as absent', () => {
    expect(failure({ ...complete, API_URL: ' ' }).variables).toEqual(['API_URL']);
    expect(loadConfig(frontEndVariables, { ...complete, LOG_LEVEL: '' }).logLevel).toBe('info');
  });

  it('never repeats a value, which may be a secret', () => {
    const error = failure({
      ...complete,
      BETTER_AUTH_SECRET: 'short-secret',
      DATABASE_URL: 'hidden',
    });
    expect(error.message).not.toMatch(/short-secret|hidden/);
  });

  it('refuses to run in a browser', () => {
    const page = { window: {}, document: {} };
    Object.assign(globalThis, page);
    try {
      expect(() => loadConfig({ name: { name: 'NAME', schema: z.string(), fix: '' } }, {})).toThrow(
        /CONFIG_IN_BROWSER/,
      );
    } finally {
      for (const key of Object.keys(page)) Reflect.deleteProperty(globalThis, key);
    }
  });
});
