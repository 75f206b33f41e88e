import { stringify } from 'yaml';
import { kubeContext } from '@taskora/dev/kubectl';
import type { Watched } from './watched.ts';

/** What a tool is given: its own clone, and how an image is built of it. */
export interface ToolPlace {
  /** The clone in which its files are edited. */
  readonly sources: string;
  /** The Deployment that it deploys, a path. */
  readonly manifest: string;
  /** Program and arguments, without any that a shell would have to quote. */
  readonly build: readonly string[];
}

const ignored = ['**/node_modules/**', '**/*.spec.ts', '**/*.spec.tsx', '**/__pycache__/**'];

/** A `skaffold.yaml` with `sync.manual`, as the page about file sync has it. */
export function skaffoldDevConfiguration(
  { image, synced, builtFrom }: Watched,
  { sources, manifest, build }: ToolPlace,
): string {
  const folders = synced.map(({ from }) => from);
  return stringify({
    apiVersion: 'skaffold/v4beta13',
    kind: 'Config',
    metadata: { name: 'bench-live' },
    build: {
      tagPolicy: { sha256: {} },
      local: { push: false },
      artifacts: [
        {
          image,
          context: sources,
          custom: {
            buildCommand: build.join(' '),
            dependencies: { paths: [...folders, ...builtFrom], ignore: ignored },
          },
          sync: {
            manual: synced.map(({ from, to }) => ({
              src: `${from}/**/*`,
              dest: to,
              strip: `${from}/`,
            })),
          },
        },
      ],
    },
    manifests: { rawYaml: [manifest] },
    deploy: { kubeContext, statusCheckDeadlineSeconds: 300, kubectl: {} },
  });
}
