import { environmentLabel, labelArgument, otherEnvironment } from './stored-release.ts';

const facts = (labels: Readonly<Record<string, string>>, status = 'deployed') => ({
  release: 'api',
  environment: 'prod',
  releases: new Map([['api', [{ revision: 3, status, labels }]]]),
});

describe('a release and the environment under which it runs', () => {
  it('is another one where the revision was made for another', () => {
    expect(otherEnvironment(facts({ environment: 'minikube' }))).toBe('minikube');
    expect(otherEnvironment(facts({ environment: 'minikube' }, 'failed'))).toBe('minikube');
  });

  it.each([
    ['for the same', facts({ environment: 'prod' })],
    ['before environments were noted', facts({})],
    ['and uninstalled', facts({ environment: 'minikube' }, 'uninstalled')],
    ['and is taken out of it', { ...facts({ environment: 'ci' }), fromEnvironment: 'ci' }],
    ['never', { ...facts({}), release: 'web' }],
  ])('is none where it was made %s', (_when, given) => {
    expect(otherEnvironment(given)).toBeUndefined();
  });

  it('stays the other one where it is said to come out of a third', () => {
    const given = { ...facts({ environment: 'minikube' }), fromEnvironment: 'ci' };
    expect(otherEnvironment(given)).toBe('minikube');
  });

  it.each(['minikube', 'eu-west.prod_2', 'a', 'Über', '-x', 'x'.repeat(64), 'two words'])(
    'is noted as a label that the API server takes: %s',
    (name) => {
      expect(environmentLabel(name)).toMatch(/^[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?$/);
    },
  );

  it('is noted on each revision', () => {
    const common = {
      fingerprint: 'f',
      revision: 1,
      commit: 'c',
      isDirty: false,
      schemas: 'none',
      life: '1',
    } as const;
    expect(
      labelArgument({ ...common, reason: 'install', form: 'install', environment: 'eu' }),
    ).toMatch(/,environment=eu$/);
  });
});
