import { UserError } from '@taskora/base/errors';
import { inEnvironment } from './next-command.ts';

const environments = { configurations: { prod: {}, staging: {} } };
const projects = {
  api: { root: 'api', targets: { 'helm-deploy': environments, container: {} } },
  infra: { root: 'infra', targets: { plan: environments } },
};
const asked = (configurationName?: string) => ({
  projectsConfigurations: { version: 2, projects },
  ...(configurationName !== undefined && { configurationName }),
});
const next = (command: string, environment?: string): unknown => {
  const error = new UserError('NXHELM_X', 'it failed', command, { project: 'api' });
  const {
    code,
    what,
    project,
    command: result,
  } = inEnvironment(error, asked(environment)) as UserError;
  expect([code, what, project]).toEqual(['NXHELM_X', 'it failed', 'api']);
  return result;
};

describe('the command that an error says to run next', () => {
  it.each([
    ['npx nx run api:helm-deploy', 'npx nx run api:helm-deploy -c prod'],
    [
      'npx nx run infra:plan --out <file>, then npx nx run api:helm-deploy --force',
      'npx nx run infra:plan -c prod --out <file>, then npx nx run api:helm-deploy -c prod --force',
    ],
  ])('is for the environment that was asked for: %s', (command, expected) => {
    expect(next(command, 'prod')).toBe(expected);
  });

  it.each([
    'npx nx run api:container',
    'npx nx run other:helm-deploy',
    'npx nx run api:helm-deploy -c staging',
    'npx nx run infra:plan --out <file> -c staging, and read it',
    'npx nx run api:helm-deploy --configuration=staging',
    'npx nx reset',
  ])('is left where it has no such environment or names one: %s', (command) => {
    expect(next(command, 'prod')).toBe(command);
  });

  it('is left where no environment was asked for, and so is an error that is no condition', () => {
    expect(next('npx nx run api:helm-deploy')).toBe('npx nx run api:helm-deploy');
    const defect = new Error('npx nx run api:helm-deploy');
    expect(inEnvironment(defect, asked('prod'))).toBe(defect);
  });
});
