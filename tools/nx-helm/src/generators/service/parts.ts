import type { TargetConfiguration, Tree } from '@nx/devkit';
import { readNxJson } from '@nx/devkit';
import { fastapiParts } from './fastapi.ts';
import type { Service } from './generator.ts';
import { nextParts } from './next.ts';
import { nodeParts } from './node.ts';

/** What a kind of service brings besides its files. */
export interface Parts {
  readonly targets: Record<string, TargetConfiguration>;
  readonly packages: Readonly<Record<string, string>>;
  readonly devPackages: Readonly<Record<string, string>>;
  /** Lines for .gitignore. */
  readonly ignored: readonly string[];
}

export function partsOf(tree: Tree, service: Service): Parts {
  switch (service.kind) {
    case 'node':
      return withLint(tree, service, nodeParts(service));
    case 'next':
      return withLint(tree, service, nextParts(service));
    case 'fastapi':
      return fastapiParts(service);
  }
}

const configurations = ['js', 'mjs', 'cjs', 'ts', 'mts', 'cts'].map(
  (extension) => `eslint.config.${extension}`,
);

/** Where the workspace has ESLint; its own plugin for Nx infers the target by itself. */
function withLint(tree: Tree, { root }: Service, parts: Parts): Parts {
  const isInferred = (readNxJson(tree)?.plugins ?? []).some(
    (plugin) => (typeof plugin === 'string' ? plugin : plugin.plugin) === '@nx/eslint/plugin',
  );
  const configuration = configurations.find((file) => tree.exists(file));
  if (isInferred || configuration === undefined) return parts;
  const lint: TargetConfiguration = {
    executor: 'nx:run-commands',
    cache: true,
    inputs: [
      '{projectRoot}/**/*',
      `{workspaceRoot}/${configuration}`,
      { externalDependencies: ['eslint'] },
    ],
    options: { command: `eslint ${root}` },
    metadata: { description: 'ESLint, by the rules of the workspace' },
  };
  return { ...parts, targets: { ...parts.targets, lint } };
}
