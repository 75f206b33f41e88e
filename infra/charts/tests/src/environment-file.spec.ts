import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { environmentFileSchema } from './environment-file.ts';
import { environments, readEnvironment, workspaceRoot } from './workspace.ts';

describe.each(environments)('environment file %s (K5)', (environment) => {
  it('holds no key that nobody reads', () => {
    const result = environmentFileSchema.safeParse(readEnvironment(environment));
    expect(result.error?.issues ?? []).toEqual([]);
  });
});

describe('the check of environment files (K5)', () => {
  const file = readEnvironment('prod');

  it.each([
    ['a key beside global', { ...file, globals: {} }],
    ['another name for urls', { ...file, global: { ...file.global, url: { web: 'http://x' } } }],
    ['a mistyped database', { ...file, global: { ...file.global, databse: { mode: 'memory' } } }],
    ['no mode', { ...file, global: { ...file.global, database: {} } }],
    [
      'a release left out that another one needs',
      { ...file, nxHelm: { ...file.nxHelm, releases: { platform: false } } },
    ],
    ['a release that is true', { ...file, nxHelm: { ...file.nxHelm, releases: { ops: true } } }],
    ['a release that is none', { ...file, nxHelm: { ...file.nxHelm, releases: { wbe: {} } } }],
    [
      'a setting that the chart does not know',
      { ...file, nxHelm: { ...file.nxHelm, releases: { web: { env: { LOG_LEVL: 'debug' } } } } },
    ],
  ])('refuses %s', (_what, mistyped) => {
    expect(environmentFileSchema.safeParse(mistyped).success).toBe(false);
  });

  it('takes further addresses that pages may be opened at', () => {
    const changed = {
      ...file,
      global: { ...file.global, trustedOrigins: ['http://192.0.2.2:30000'] },
    };
    expect(environmentFileSchema.safeParse(changed).success).toBe(true);
  });

  it.each([
    ['leaves it out', false],
    ['gives it values', { clients: { namespaces: ['kagent'] } }],
  ])('takes the operations server as an environment that %s', (_how, ops) => {
    const changed = { ...file, nxHelm: { ...file.nxHelm, releases: { ops } } };
    expect(environmentFileSchema.safeParse(changed).success).toBe(true);
  });

  it.each([
    ['the chart', { web: { env: { LOG_LEVEL: 'debug' } } }],
    ['web', { web: { env: { SIGN_INS_PER_ADDRESS: 100 } } }],
    ['the API', { api: { env: { ASSISTANT_PERSON_TOKENS_DAILY: 100_000 } } }],
  ])('takes a setting that %s knows', (_who, releases) => {
    const changed = { ...file, nxHelm: { ...file.nxHelm, releases } };
    expect(environmentFileSchema.safeParse(changed).success).toBe(true);
  });
});

/** Samples in documents of what an environment file has: those that begin with its keys. */
function documentedParts() {
  const folders = [
    'docs',
    'docs/adr',
    'infra/charts/platform',
    'infra/charts/taskora',
    'tools/nx-helm',
  ];
  const files = folders.flatMap((folder) =>
    readdirSync(join(workspaceRoot, folder))
      .filter((name) => name.endsWith('.md'))
      .map((name) => `${folder}/${name}`),
  );
  return files.flatMap((file) => {
    const text = readFileSync(join(workspaceRoot, file), 'utf8');
    const samples = [
      ...text.matchAll(/^( *)```ya?ml(?: values environment)?\n([^]*?)^\1```/gm),
    ].map(([, , body]) => parse(body ?? ''));
    return samples.filter(isPart).map((part) => ({ file, part }));
  });
}

const isPart = (sample: unknown): sample is { nxHelm?: object; global?: object } =>
  typeof sample === 'object' && sample !== null && ('nxHelm' in sample || 'global' in sample);

describe('the check of environment files takes what documents show (K5)', () => {
  const file = readEnvironment('prod');
  const complaints = ({ nxHelm = {}, global = {} }: { nxHelm?: object; global?: object }) =>
    environmentFileSchema.safeParse({
      nxHelm: { ...file.nxHelm, ...nxHelm },
      global: { ...file.global, ...global },
    }).error?.issues ?? [];

  it('in every sample', () => {
    const parts = documentedParts();
    expect(parts.length).toBeGreaterThan(3);
    expect(parts.filter(({ part }) => complaints(part).length > 0)).toEqual([]);
  });

  it.each([
    [
      'where it is',
      { nxHelm: { namespace: 'shop', cluster: '6f0e3e5c-9d0b-4b39-a1a6-0f7d0d8f8b11' } },
    ],
    ['a registry', { nxHelm: { registry: 'registry.example/acme', insecureRegistry: true } }],
    ['managers that may add fields', { nxHelm: { ignoredManagers: ['keel'] } }],
    [
      'the ports of a pooler',
      { global: { database: { mode: 'external', externalPorts: [6432] } } },
    ],
    ['who measures', { global: { monitoring: { scrape: 'operator', labels: { release: 'p' } } } }],
  ])('as %s', (_what, part) => {
    expect(complaints(part)).toEqual([]);
  });

  it.each([
    ['who measures', { global: { monitoring: { scrape: 'prometheus' } } }],
    ['a key of monitoring', { global: { monitoring: { scarpe: 'none' } } }],
    ['the mode', { global: { database: { mode: 'extern' } } }],
  ])('and refuses a mistyped value of %s', (_what, part) => {
    expect(complaints(part)).not.toEqual([]);
  });
});
