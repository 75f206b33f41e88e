import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CreateDependenciesContext } from '@nx/devkit';
import { writeFiles } from '../testing/workspace.ts';
import { baseImageProjects } from './container-source.ts';
import { createDependencies } from './project-graph.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'nx-helm-edges-'));
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

const roots: Readonly<Record<string, string>> = {
  api: 'apps/api',
  platform: 'charts/platform',
  'chart-lib': 'charts/lib',
  'image-node': 'images/node',
  'image-postgres': 'images/postgres',
};

/** Edges of a workspace in which each project has the files below its folder. */
async function edges(files: Readonly<Record<string, string>>): Promise<string[]> {
  writeFiles(root, files);
  const projectFileMap = Object.fromEntries(
    Object.entries(roots).map(([name, folder]) => [
      name,
      Object.keys(files)
        .filter((file) => file.startsWith(`${folder}/`))
        .map((file) => ({ file, hash: '' })),
    ]),
  );
  const fileMap = { projectFileMap, nonProjectFiles: [] };
  const context: CreateDependenciesContext = {
    workspaceRoot: root,
    externalNodes: {},
    nxJsonConfiguration: {},
    projects: Object.fromEntries(
      Object.entries(roots).map(([name, path]) => [name, { root: path }]),
    ),
    fileMap,
    filesToProcess: fileMap,
  };
  const found = await createDependencies({ imagePrefix: 'acme' }, context);
  return found.map(({ source, target }) => `${source} -> ${target}`);
}

describe('edges of the project graph (C4)', () => {
  it('lead from a service to its base image and its library chart', async () => {
    const found = await edges({
      'apps/api/Dockerfile': 'FROM acme/image-node\n',
      'apps/api/chart/Chart.yaml':
        'name: api\nversion: 0.1.0\ndependencies: [{ repository: "file://../../../charts/lib" }]\n',
    });
    expect(found).toEqual(['api -> image-node', 'api -> chart-lib']);
  });

  it('lead from a chart to the image that it declares', async () => {
    const annotations = 'annotations: { nx-helm/images: "image=image-postgres" }';
    const chart = `name: platform\nversion: 0.1.0\n${annotations}\n`;
    expect(await edges({ 'charts/platform/Chart.yaml': chart })).toEqual([
      'platform -> image-postgres',
    ]);
  });

  it('do not lead to a project that is not there, nor to itself', async () => {
    const dockerfile = 'FROM acme/image-node\nFROM acme/unknown\n';
    expect(await edges({ 'images/node/Dockerfile': dockerfile })).toEqual([]);
  });
});

describe('base images of a Dockerfile', () => {
  it.each([
    ['FROM acme/image-node', ['image-node']],
    ['FROM --platform=$BUILDPLATFORM acme/image-node AS build', ['image-node']],
    ['from acme/image-node', ['image-node']],
    ['COPY --chown=1:1 --from=acme/image-tools /bin/tool /bin/', ['image-tools']],
    ['FROM debian:trixie-slim', []],
    ['FROM other/image-node', []],
    ['# FROM acme/image-node', []],
    ['RUN echo FROM acme/image-node', []],
    ['RUN --mount=type=bind,from=acme/image-tools,target=/t /t/make', ['image-tools']],
    [
      'RUN --network=none --mount=from=acme/a,target=/a --mount=type=bind,target=/b,from=acme/b x',
      ['a', 'b'],
    ],
    ['RUN echo --mount=type=bind,from=acme/image-node', []],
    [
      'RUN --mount=type=cache,target=/c \\\n  # why\n  --mount=type=bind,from=acme/a,target=/a \\\n  make',
      ['a'],
    ],
    ['FROM \\\n  acme/image-node', ['image-node']],
    ['ADD --from=acme/a /a /a', ['a']],
    ['FROM "acme/image-node"', ['image-node']],
    ['COPY --from=build /a /a', []],
    ['FROM docker.io/acme/image-node:1', []],
    ['COPY <<EOF /a\nFROM acme/image-node\nEOF\nFROM acme/b', ['b']],
    ['RUN <<-"END" sh\nFROM acme/image-node:1\n\tEND\nFROM acme/b', ['b']],
    ["COPY <<a <<'b' /c/\nFROM acme/a\na\nFROM acme/b\nb\nFROM acme/c", ['c']],
    ['RUN cat \\\n  <<EOF\nEOF \nFROM acme/a\nEOF\nFROM acme/b', ['b']],
    ['RUN cat <<< x\nFROM acme/b', ['b']],
    ['ARG BASE=acme/image-node\nFROM ${BASE}', ['image-node']],
    ['ARG A=x B="acme/b"\nFROM --platform=$BUILDPLATFORM $B AS build', ['b']],
    ['ARG NAME=node\nARG BASE=acme/image-$NAME\nFROM $BASE', ['image-node']],
    ['FROM ${BASE:-acme/b}', ['b']],
    ['ARG BASE=\nFROM ${BASE:-acme/b}', ['b']],
    ['ARG BASE\nFROM ${BASE}', []],
    ['ARG BASE=acme/image-node\nARG BASE=debian:trixie\nFROM $BASE', []],
    ['FROM debian\nARG T=acme/b\nCOPY --from=${T} /a /a', ['b']],
  ])('in "%s" are %j', (line, expected) => {
    expect(baseImageProjects(line, 'acme')).toEqual(expected);
  });
});

describe('an argument of a build', () => {
  const text = 'ARG BASE=acme/image-node\nFROM $BASE\n';

  it.each([
    ['acme/image-python', ['image-python']],
    ['debian:trixie-slim', []],
  ])('that a project sets to %s names the base, and not its default', (base, expected) => {
    expect(baseImageProjects(text, 'acme', 'Dockerfile', { BASE: base })).toEqual(expected);
  });
});

describe('a file that cannot be read', () => {
  it('has no edges, and takes nobody else’s: createNodes reports it, and only that', async () => {
    const found = await edges({
      'charts/platform/Chart.yaml': 'name: platform\n',
      'apps/api/Dockerfile': 'FROM acme/image-node\n',
    });
    expect(found).toEqual([expect.stringContaining('image-node')]);
  });
});

describe('a tag on an image of the workspace', () => {
  it.each([
    'FROM acme/image-node:c-0123456789ab',
    'FROM acme/image-node:latest AS build',
    `FROM acme/image-node@sha256:${'0'.repeat(64)}`,
    'COPY --from=acme/image-node:1 /a /a',
    'RUN --mount=type=bind,from=acme/image-node:1,target=/a true',
  ])('is refused in "%s", with what to write instead', (line) => {
    expect(() => baseImageProjects(line, 'acme', 'apps/api/Dockerfile')).toThrow(
      /NXHELM_BASE_IMAGE_TAG.*Do: write acme\/image-node in apps\/api\/Dockerfile/,
    );
  });
});
