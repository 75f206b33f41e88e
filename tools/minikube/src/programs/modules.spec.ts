import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createSandbox, type Sandbox } from '../__fixtures__/settings.ts';
import { goEnvironment, linkerFlags } from './builder.ts';
import { ALL_PROGRAMS } from './estimates.ts';
import { checkGo } from './go.ts';
import { goVersionOf } from '../../preflight/go.mjs';
import { allPrograms, moduleCache, moduleSource } from './modules.ts';

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
    const kubernetes = moduleCache(sandbox.settings, 'kubernetes');
    const before = moduleCache(sandbox.settings, 'client-go');
    expect(before).toMatch(/\/example\/programs\/client-go-[0-9a-f]{12}$/);
    appendFileSync(join(moduleSource(sandbox.settings, 'client-go'), 'go.sum'), '\n');
    expect(moduleCache(sandbox.settings, 'client-go')).not.toBe(before);
    expect(moduleCache(sandbox.settings, 'kubernetes')).toBe(kubernetes);
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
