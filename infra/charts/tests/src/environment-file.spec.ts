import { environmentFileSchema } from './environment-file.ts';
import { environments, readEnvironment } from './workspace.ts';

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

  it('takes a setting that the chart knows', () => {
    const releases = { web: { env: { LOG_LEVEL: 'debug' } } };
    const changed = { ...file, nxHelm: { ...file.nxHelm, releases } };
    expect(environmentFileSchema.safeParse(changed).success).toBe(true);
  });
});
