import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '@taskora/dev/environment';
import { parse } from 'yaml';
import { cases } from '../cases.ts';
import { skaffoldDevConfiguration } from './configurations.ts';
import { watchedOf } from './watched.ts';

const place = { sources: '/clone', manifest: '/bench/api.json', build: ['node', 'build.ts'] };

interface Configuration {
  readonly build: {
    readonly artifacts: readonly [
      {
        readonly context: string;
        readonly custom: { readonly dependencies: { readonly paths: readonly string[] } };
        readonly sync: { readonly manual: readonly { src: string; dest: string; strip: string }[] };
      },
    ];
  };
}

describe.each(cases)('what other tools sync of $release (P1)', (each) => {
  const watched = watchedOf(each);

  it('is there, and the edited line is in it', () => {
    const paths = [...watched.synced.map(({ from }) => from), ...watched.builtFrom];
    const all = [...paths, watched.dockerfile, `${watched.dockerfile}.dockerignore`];
    expect(all.filter((path) => !existsSync(join(workspaceRoot, path)))).toEqual([]);
    const behind = watched.synced.filter(({ from }) => each.file.startsWith(`${from}/`));
    expect(behind).toHaveLength(1);
  });

  it('is started with settings that no service refuses', () => {
    // Next.js ends where it is asked to take an id from the environment and none is there.
    const id: unknown = expect.stringMatching(/^[\w-]{1,64}$/);
    const frontEnd = { NODE_OPTIONS: '', NEXT_DEPLOYMENT_ID: id };
    expect(watched.variables).toEqual(each.release === 'api' ? {} : frontEnd);
  });

  it('is sent by Skaffold to where the image has it', () => {
    const text = skaffoldDevConfiguration(watched, place);
    const [artifact] = (parse(text) as Configuration).build.artifacts;
    expect(artifact.context).toBe('/clone');
    expect(artifact.custom.dependencies.paths).toEqual(
      expect.arrayContaining(watched.synced.map(({ from }) => from)),
    );
    expect(artifact.sync.manual).toEqual(
      watched.synced.map(({ from, to }) => ({ src: `${from}/**/*`, dest: to, strip: `${from}/` })),
    );
  });
});
