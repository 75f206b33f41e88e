import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createSandbox, type Sandbox } from '../__fixtures__/settings.ts';
import { goEnvironment, linkerFlags } from './builder.ts';
import { ALL_PROGRAMS } from './estimates.ts';
import { checkGo } from './go.ts';
import { goVersionOf } from '../../preflight/go.mjs';
import { allPrograms, moduleSource, programsCache } from './modules.ts';
import { RECIPE } from './recipe.ts';

describe('module folders (N8)', () => {
  let sandbox: Sandbox;
  beforeEach(() => (sandbox = createSandbox()));
  afterEach(() => sandbox.remove());

  it('declare every program of the cluster and of the checks', () => {
    const names = [...allPrograms(sandbox.settings).keys()];
    expect(names.toSorted()).toEqual(ALL_PROGRAMS.toSorted());
  });

  it('pin the sums of all that they need', () => {
    for (const { source, module } of allPrograms(sandbox.settings).values()) {
      const needs = /^require/m.test(readFileSync(join(source, 'go.mod'), 'utf8'));
      expect([module, existsSync(join(source, 'go.sum'))]).toEqual([module, needs]);
    }
  });

  it('keep their programs at another place when any of their files changes', () => {
    const kubernetes = programsCache(sandbox.settings, 'kubernetes');
    const before = programsCache(sandbox.settings, 'client-go');
    expect(before).toMatch(/\/example\/programs\/client-go-[0-9a-f]{12}$/);
    appendFileSync(join(moduleSource(sandbox.settings, 'client-go'), 'go.sum'), '\n');
    expect(programsCache(sandbox.settings, 'client-go')).not.toBe(before);
    expect(programsCache(sandbox.settings, 'kubernetes')).toBe(kubernetes);
  });

  it('keep their programs at another place when they are built in another way', () => {
    const before = programsCache(sandbox.settings, 'client-go');
    const settings = { ...RECIPE.settings, GOFLAGS: `${RECIPE.settings.GOFLAGS} -tags=other` };
    expect(programsCache(sandbox.settings, 'client-go', { ...RECIPE, settings })).not.toBe(before);
    expect(programsCache(sandbox.settings, 'client-go', { ...RECIPE, linker: [] })).not.toBe(
      before,
    );
    expect(goEnvironment('/work-folder')).toMatchObject(RECIPE.settings);
  });

  it('share a folder where Kubernetes’ own release is compiled', () => {
    const programs = [...allPrograms(sandbox.settings).values()];
    const folders = new Map(programs.map(({ name, module }) => [name, module]));
    for (const name of ['kubelet', 'kube-apiserver', 'etcd']) {
      expect([name, folders.get(name)]).toEqual([name, 'kubernetes']);
    }
    for (const name of ['helm', 'minikube', 'metrics-server']) {
      expect([name, folders.get(name)]).toEqual([name, 'client-go']);
    }
  });

  it('replace what they leave out by folders that are among their files', () => {
    for (const source of new Set(
      [...allPrograms(sandbox.settings).values()].map((one) => one.source),
    )) {
      const text = readFileSync(join(source, 'go.mod'), 'utf8');
      for (const [, folder = ''] of text.matchAll(/=> (\.\/\S+)/g)) {
        expect([folder, existsSync(join(source, folder, 'go.mod'))]).toEqual([folder, true]);
      }
    }
  });

  it('carry versions on both packages that kubeadm reads its own from', () => {
    const kubeadm = allPrograms(sandbox.settings).get('kubeadm');
    const flags = kubeadm === undefined ? '' : linkerFlags(kubeadm);
    expect(flags).toContain('-X k8s.io/component-base/version.gitVersion=v1.34.4');
    expect(flags).toContain('-X k8s.io/client-go/pkg/version.gitVersion=v1.34.4');
  });

  it('are built with caches in the run’s own folder, and without a C compiler', () => {
    const environment = goEnvironment('/work-folder');
    expect(environment).toMatchObject({
      GOMODCACHE: '/work-folder/modules',
      GOCACHE: '/work-folder/build',
      CGO_ENABLED: '0',
    });
  });

  it('name the Go that they need, and refuse to begin with an older one', () => {
    const source = moduleSource(sandbox.settings, 'client-go');
    const needed = goVersionOf(source);
    expect(() => checkGo(needed, [source])).not.toThrow();
    expect(() => checkGo('1.23.0', [source])).toThrow(new RegExp(`^GO_TOO_OLD: .*${needed}`));
    expect(() => checkGo(undefined, [source])).toThrow(/^NO_GO/);
  });
});
