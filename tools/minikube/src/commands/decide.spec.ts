import { decideFirst, decideMake, type MakeFacts } from './decide.ts';
import type { ContextFact } from '../facts/context.ts';
import type { Marker } from '../base/marker.ts';

const marker = (changes: Partial<Marker> = {}): Marker => ({
  provider: 'modules',
  profile: 'minikube',
  driver: 'none',
  created: true,
  started: true,
  foundPaths: [],
  containerdConfig: null,
  ...changes,
});

const context = (changes: Partial<ContextFact> = {}): ContextFact => ({
  name: 'minikube',
  isMinikube: true,
  answers: true,
  ...changes,
});

describe('a Minikube that is there already (N8, K1)', () => {
  const engine = marker({ provider: 'minikube-start', driver: 'docker' });
  const cutOff = marker({ started: false });
  const silent = context({ answers: false });

  it.each([
    ['nothing at all', undefined, undefined, false, 'make'],
    ['a Minikube of the person runs', context(), undefined, false, 'existing'],
    ['a Minikube of the person is silent', silent, undefined, false, 'make'],
    ['ours runs', context(), marker(), true, 'existing'],
    ['ours answers without its supervisors', context(), marker(), false, 'bring-back'],
    ['ours answers after a start that was cut off', context(), cutOff, true, 'bring-back'],
    ['ours is silent', silent, marker(), true, 'bring-back'],
    ['ours is known and there is no context', undefined, marker(), false, 'bring-back'],
    ['ours of minikube-start runs', context(), engine, true, 'existing'],
    ['ours of minikube-start is silent', silent, engine, true, 'bring-back'],
  ] as const)('%s', (_, fact, known, supervised, expected) => {
    expect(decideFirst({ context: fact, marker: known, supervised }).kind).toBe(expected);
  });

  it.each([undefined, marker()])('refuses a context that is not a Minikube', (known) => {
    const foreign = context({ name: 'production', isMinikube: false, answers: false });
    expect(() => decideFirst({ context: foreign, marker: known, supervised: true })).toThrow(
      /^KUBE_CONTEXT_FOREIGN: .*production.*Do: kubectl config use-context minikube/,
    );
  });
});

describe('a Minikube of another name', () => {
  it.each([undefined, marker()])('is refused, since nothing is deployed to it', (known) => {
    const other = context({ name: 'work' });
    expect(() => decideFirst({ context: other, marker: known, supervised: true })).toThrow(
      /^KUBE_CONTEXT_OTHER: .*work.*Do: kubectl config use-context minikube/,
    );
  });
});

describe('minikube-start and modules (N8)', () => {
  const docker = (usable: boolean) => ({ name: 'docker', usable, reason: 'because' }) as const;
  const podman = (usable: boolean) => ({ name: 'podman', usable, reason: 'because' }) as const;
  const facts = (changes: Partial<MakeFacts>): MakeFacts => ({
    minikubeInstalled: false,
    engines: [],
    debian: false,
    system: 'Plan 9',
    root: false,
    ...changes,
  });

  const combinations = [true, false].flatMap((minikubeInstalled) =>
    [true, false].flatMap((dockerWorks) =>
      [true, false].flatMap((podmanWorks) =>
        [true, false].flatMap((debian) =>
          [true, false].map((root) => ({
            minikubeInstalled,
            dockerWorks,
            podmanWorks,
            debian,
            root,
          })),
        ),
      ),
    ),
  );

  function expected(one: (typeof combinations)[number]): string {
    if (one.minikubeInstalled && one.dockerWorks) return 'docker';
    if (one.minikubeInstalled && one.podmanWorks) return 'podman';
    if (one.debian && one.root) return 'modules';
    if (one.minikubeInstalled) return 'NO_CONTAINER_ENGINE';
    return one.debian ? 'NOT_ROOT' : 'NOT_DEBIAN';
  }

  function outcome(input: MakeFacts): string {
    try {
      const choice = decideMake(input);
      return choice.kind === 'minikube-start' ? choice.engine : choice.kind;
    } catch (error) {
      return (error as { code: string }).code;
    }
  }

  it.each(combinations)('%j', (one) => {
    const engines = [docker(one.dockerWorks), podman(one.podmanWorks)];
    expect(outcome(facts({ ...one, engines }))).toBe(expected(one));
  });

  it('starts a profile of the person with the driver that it was made with', () => {
    const engines = [docker(true), podman(true)];
    const input = facts({ minikubeInstalled: true, engines, profileDriver: 'podman' });
    expect(outcome(input)).toBe('podman');
  });

  it('does not make a cluster over a profile that it did not make', () => {
    const input = facts({ debian: true, root: true, profileDriver: 'kvm2' });
    expect(outcome(input)).toBe('MINIKUBE_NOT_OURS');
  });

  it('says for each engine why it is not usable', () => {
    const input = facts({ minikubeInstalled: true, engines: [docker(false)] });
    expect(() => decideMake(input)).toThrow(/docker: because/);
  });
});
