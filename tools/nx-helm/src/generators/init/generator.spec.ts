import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NxJsonConfiguration, ProjectConfiguration } from '@nx/devkit';
import { readJson, readProjectConfiguration, updateJson, writeJson } from '@nx/devkit';
import { readEnvironmentNames } from '../../inference/environments.ts';
import { normaliseOptions } from '../../inference/options.ts';
import { contents, shopWorkspace } from '../../testing/generators.ts';
import { pluginOptions } from '../workspace.ts';
import { initGenerator } from './generator.ts';

const packageFolder = join(import.meta.dirname, '..', '..', '..');
const quick = { skipFormat: true };

describe('the generator init', () => {
  it('registers the plugin with names taken from the workspace', async () => {
    const tree = shopWorkspace();
    await initGenerator(tree, quick);
    expect(readJson<NxJsonConfiguration>(tree, 'nx.json').plugins).toEqual([
      {
        plugin: '@taskora/nx-helm',
        options: {
          imagePrefix: 'shop',
          namespace: 'shop',
          contexts: 'minikube',
          environmentsDirectory: 'infra/environments',
        },
      },
    ]);
  });

  it('makes an environment with its Kubernetes version, in the folder that the plugin reads', async () => {
    const tree = shopWorkspace();
    await initGenerator(tree, { ...quick, environment: 'local', kubeVersion: '1.33.1' });
    expect(tree.read('infra/environments/local.yaml', 'utf8')).toContain('kubeVersion: 1.33.1');
    expect(tree.read('infra/environments/local.yaml', 'utf8')).toMatch(
      /^# yaml-language-server: \$schema=\.\.\/\.\.\/node_modules\/@taskora\/nx-helm\/src\/chart\/environment\.schema\.json\n/,
    );
    expect(pluginOptions(tree).environment).toBe('local');
    expect(readEnvironmentNames('/nowhere', 'infra/environments')).toEqual([]);
  });

  it('adds what the plugin needs beside it, and keeps versions that somebody chose', async () => {
    const tree = shopWorkspace();
    updateJson(tree, 'package.json', (json: object) => ({
      ...json,
      devDependencies: { '@nx-tools/nx-container': '7.3.5' },
    }));
    await initGenerator(tree, quick);
    const { devDependencies } = readJson<{ devDependencies: Record<string, string> }>(
      tree,
      'package.json',
    );
    expect(devDependencies['@nx-tools/nx-container']).toBe('7.3.5');
    expect(devDependencies['@nx/devkit']).toMatch(/^23\./);
  });

  it('deploys and tests everything that is tagged', async () => {
    const tree = shopWorkspace();
    await initGenerator(tree, quick);
    const { targets = {} } = readProjectConfiguration(tree, 'infra');
    expect(targets['deploy']?.dependsOn).toEqual([
      { projects: ['tag:deploy:helm'], target: 'helm-deploy' },
    ]);
    expect(targets['helm-test']?.dependsOn).toEqual([
      { projects: ['tag:deploy:helm'], target: 'helm-test' },
    ]);
  });

  it('makes a target for each executor that is about the whole workspace and is there', async () => {
    const tree = shopWorkspace();
    await initGenerator(tree, quick);
    const { targets = {} } = readProjectConfiguration(tree, 'infra');
    const { executors } = JSON.parse(
      readFileSync(join(packageFolder, 'as-in-node_modules/executors.json'), 'utf8'),
    ) as { executors: Record<string, { schema: string }> };
    const names = [
      'schemas',
      'plan',
      'forecast',
      'affected',
      'drift',
      'history',
      'prune',
      'watch',
      'adopt',
    ];
    const expected = names.filter((name) => name in executors);
    expect(Object.keys(targets).toSorted()).toEqual(
      ['deploy', 'helm-test', ...expected].toSorted(),
    );
    for (const name of expected) {
      expect(targets[name]?.executor).toBe(`@taskora/nx-helm:${name}`);
      const { properties = {}, required = [] } = JSON.parse(
        readFileSync(
          join(packageFolder, 'as-in-node_modules', executors[name]?.schema ?? ''),
          'utf8',
        ),
      ) as { properties?: object; required?: string[] };
      // What need not be given is read from nx.json, which may change later.
      const given = Object.keys((targets[name]?.options ?? {}) as object);
      expect(given).toEqual(required.filter((option) => option in normaliseOptions()));
      expect(targets[name]?.configurations).toEqual(
        'environment' in properties ? { minikube: { environment: 'minikube' } } : undefined,
      );
    }
  });

  it('changes nothing when it runs again', async () => {
    const tree = shopWorkspace();
    await initGenerator(tree, { ...quick, namespace: 'shelf' });
    const first = contents(tree);
    await initGenerator(tree, quick);
    expect(contents(tree)).toEqual(first);
  });

  it('keeps what is there: options, targets, environment and ignored files', async () => {
    const tree = shopWorkspace();
    const plugin = { plugin: '@taskora/nx-helm', options: { namespace: 'ours', contexts: 'kind' } };
    writeJson(tree, 'nx.json', { plugins: ['other', plugin] });
    writeJson(tree, 'deployment/project.json', {
      name: 'infra',
      tags: ['ours'],
      targets: { deploy: { executor: 'nx:noop' } },
    });
    tree.write('infra/environments/minikube.yaml', 'nxHelm: { kubeVersion: 1.32.0 }\n');
    await initGenerator(tree, { ...quick, contexts: 'minikube' });

    expect(readJson<NxJsonConfiguration>(tree, 'nx.json').plugins).toEqual([
      'other',
      { ...plugin, options: { namespace: 'ours', contexts: 'minikube' } },
    ]);
    const infra = readJson<ProjectConfiguration>(tree, 'deployment/project.json');
    expect(infra.targets?.['deploy']).toEqual({ executor: 'nx:noop' });
    expect(infra.targets?.['helm-test']).toBeDefined();
    expect(infra.tags).toEqual(['ours']);
    expect(tree.exists('infra/project.json')).toBe(false);
    expect(tree.read('infra/environments/minikube.yaml', 'utf8')).toContain('1.32.0');
    expect(tree.read('.gitignore', 'utf8')).toBe('dist\nnode_modules\n.nx-helm\n');
  });

  it.each([
    ['namespace', 'Shop'],
    ['namespace', 'a_b'],
    ['imagePrefix', 'shop//x'],
    ['imagePrefix', 'shop; rm'],
  ])('refuses the %s "%s"', async (option, value) => {
    await expect(initGenerator(shopWorkspace(), { ...quick, [option]: value })).rejects.toThrow(
      /^NXHELM_NAME_INVALID: .*Do: npx nx g/,
    );
  });
});
