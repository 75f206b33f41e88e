import { deployedEnvironment, productReleases } from './releases.ts';

const all = ['api', 'chatbot', 'ops', 'platform', 'web'];
const withoutServer = ['api', 'chatbot', 'platform', 'web'];

describe('the releases of the product (K5)', () => {
  it.each([
    [undefined, all],
    ['minikube', all],
    ['prod', withoutServer],
    ['ci', withoutServer],
    ['gateway', withoutServer],
    ['ingress', withoutServer],
    ['one without a file', all],
  ])('are those that infra:deploy-minikube deploys in %s', (environment, expected) => {
    expect(productReleases(environment)).toEqual(expected);
  });
});

describe('the environment of what is installed (K5)', () => {
  const secret = (labels: Readonly<Record<string, string>>) => ({
    metadata: { name: 'sh.helm.release.v1.web.v1', labels },
  });

  it.each([
    [[secret({ name: 'web', environment: 'ci' })], 'ci'],
    [[secret({ name: 'foreign' }), secret({ name: 'web', environment: 'prod' })], 'prod'],
    [[], 'minikube'],
  ])('is that of its revisions: %j', (releases, environment) => {
    expect(deployedEnvironment(releases)).toBe(environment);
  });
});
