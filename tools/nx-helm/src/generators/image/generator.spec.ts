import { readProjectConfiguration } from '@nx/devkit';
import { changedFiles, contents, shopWorkspace } from '../../testing/generators.ts';
import { initGenerator } from '../init/generator.ts';
import { imageGenerator } from './generator.ts';

const quick = { skipFormat: true };

describe('the generator image', () => {
  it('makes a project with a Dockerfile and nothing else', async () => {
    const tree = shopWorkspace();
    await initGenerator(tree, quick);
    const before = contents(tree);
    const from = `docker.io/shop/node@sha256:${'0'.repeat(64)}`;
    await imageGenerator(tree, { name: 'image-node', from, tags: 'type:image', ...quick });
    expect(changedFiles(tree).filter((path) => !(path in before))).toEqual([
      'infra/images/image-node/Dockerfile',
      'infra/images/image-node/project.json',
    ]);
    const dockerfile = tree.read('infra/images/image-node/Dockerfile', 'utf8');
    expect(dockerfile).toContain(`\nFROM ${from}\n`);
    expect(dockerfile).toContain('\nUSER 10001:10001\n');
    expect(readProjectConfiguration(tree, 'image-node').tags).toEqual(['type:image']);
  });

  it('can be built on another image of the workspace', async () => {
    const tree = shopWorkspace();
    await imageGenerator(tree, { name: 'image-node', from: 'node:24-slim', ...quick });
    await imageGenerator(tree, { name: 'image-tools', from: 'image-node', ...quick });
    expect(tree.read('infra/images/image-tools/Dockerfile', 'utf8')).toContain(
      '\nFROM shop/image-node\n',
    );
  });

  it.each([
    ['NXHELM_NAME_INVALID', { name: 'image.node', from: 'node:24' }],
    ['NXHELM_REFERENCE_INVALID', { name: 'image-node', from: 'node' }],
    ['NXHELM_REFERENCE_INVALID', { name: 'image-node', from: 'node:24 AS build' }],
    ['NXHELM_BASE_IMAGE', { name: 'image-node', from: 'infra' }],
    ['NXHELM_PROJECT_EXISTS', { name: 'infra', from: 'node:24' }],
  ])('ends with %s for %j', async (code, given) => {
    const tree = shopWorkspace();
    await expect(imageGenerator(tree, { ...given, ...quick })).rejects.toThrow(
      new RegExp(`^${code}: .+ Do: .+`, 's'),
    );
    expect(tree.exists('infra/images')).toBe(false);
  });
});
