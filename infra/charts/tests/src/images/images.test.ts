import { readdirSync, realpathSync } from 'node:fs';
import { join, relative } from 'node:path';
import { workspaceRoot } from '../workspace.ts';
import { readArchive, breakdown, type ImageArchive } from './archive.ts';

const services = ['api', 'web', 'chatbot', 'ops'];
const withoutShell = ['image-node', 'image-python', ...services];
const projects = ['image-debian', 'image-postgres', ...withoutShell];

const archives = new Map<string, Promise<ImageArchive>>();

function read(project: string): Promise<ImageArchive> {
  const archive = archives.get(project) ?? readArchive(project);
  archives.set(project, archive);
  return archive;
}

const pathsOf = async (project: string, pattern: RegExp): Promise<string[]> =>
  [...(await read(project)).files.keys()].filter((path) => pattern.test(path));

describe.each(projects)('image of %s (I1)', (project) => {
  it('runs as a numbered user that is not root', async () => {
    expect((await read(project)).config.User).toMatch(/^1000[12]:1000[12]$/);
  });

  it('has no file that gives its user the rights of another', async () => {
    const raised = [...(await read(project)).files].filter(
      ([, { mode, type }]) => type === 'file' && (mode & 0o6000) !== 0,
    );
    expect(raised.map(([path]) => path)).toEqual([]);
  });

  it('carries nothing of the machine or the moment that made it', async () => {
    const traces =
      /^\/(etc\/(machine-id|hostname|resolv\.conf|apt\/sources\.list(\.d\/.+)?)|var\/(log|backups)\/.+|var\/lib\/apt\/lists\/(?!lock$|partial).+|var\/cache\/.+\.(bin|deb)|var\/cache\/ldconfig\/.+)$/;
    expect(await pathsOf(project, traces)).toEqual([]);
    const labels = Object.values((await read(project)).config.Labels ?? {}).join(' ');
    expect(labels).not.toMatch(/\d{4}-\d{2}-\d{2}|[0-9a-f]{40}/);
  });

  it('carries no secret', async () => {
    expect(
      await pathsOf(project, /\/(\.env[^/]*|id_rsa|id_ed25519|\.npmrc|\.netrc|\.git)$/),
    ).toEqual([]);
    expect((await read(project)).config.Env?.join(' ')).not.toMatch(
      /(SECRET|PASSWORD|DATABASE_URL)=/,
    );
  });

  it('says which Debian packages it has, so that a scanner can read it (I3)', async () => {
    expect(await pathsOf(project, /^\/var\/lib\/dpkg\/(status|status\.d\/libc6)$/)).not.toEqual([]);
  });
});

describe.each(withoutShell)('image of %s', (project) => {
  it('has no shell and no package manager', async () => {
    const tools = /\/(bin|sbin)\/(sh|bash|dash|busybox|perl|apt|apt-get|dpkg|curl|wget|su|mount)$/;
    expect(await pathsOf(project, tools)).toEqual([]);
  });
});

describe.each([...services, 'image-postgres'])('health check of %s (I1)', (project) => {
  it('starts a program of the image itself, without a shell', async () => {
    const test = (await read(project)).config.Healthcheck?.Test ?? [];
    expect(test[0]).toBe('CMD');
    expect(await pathsOf(project, new RegExp(`/bin/${test[1]}$`))).not.toEqual([]);
  });
});

it.each(services)('the image of %s needs no container engine (I2)', async (project) => {
  // Engines write when they built; what is assembled has no date, so that equal content is equal bytes.
  expect((await read(project)).created).toBe('1970-01-01T00:00:00.000Z');
});

it('PostgreSQL stops at once rather than waits for its clients', async () => {
  expect((await read('image-postgres')).config.StopSignal).toMatch(/^(SIGINT|2)$/);
});

it('Python starts from bytecode that is never compared with a source’s date (N1)', async () => {
  for (const project of ['image-python', 'api']) {
    expect(
      await pathsOf(project, /\/asyncio\/__pycache__\/base_events\.cpython-313\.pyc$/),
    ).toHaveLength(1);
  }
  expect(
    await pathsOf('api', /\/taskora_api\/__pycache__\/settings\.cpython-313\.pyc$/),
  ).toHaveLength(1);
});

describe.each([
  ['web', 'node_modules', ''],
  ['chatbot', 'node_modules', ''],
  ['api', 'site-packages', 'app/'],
])('image of %s', (project, packages, own) => {
  it('has its packages in a layer apart from its own files (I1, N1)', async () => {
    const { ownLayers } = await read(project);
    const isPackage = (path: string) => path.startsWith(`/app/${packages}/`);
    const folders = new Set(['/', '/app', `/app/${packages}`]);
    const kinds = ownLayers.map((layer) => [
      ...new Set(layer.filter((path) => !folders.has(path)).map(isPackage)),
    ]);
    expect(kinds).toEqual([[true], [false]]);
  });

  it('has every file that was built for it (I1)', async () => {
    const built = join(workspaceRoot, 'dist/apps', project);
    // Links are followed, to files of the same build.
    const names = readdirSync(built, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(built, realpathSync(join(entry.parentPath, entry.name))));
    const { files } = await read(project);
    const placed = names.map(
      (name) => `/app/${name.startsWith(own) ? name.slice(own.length) : name}`,
    );
    expect(placed.length).toBeGreaterThan(100);
    expect(placed.filter((path) => !files.has(path))).toEqual([]);
  });
});

describe('unpacked size (I1)', () => {
  it.each([
    ['image-node', 125],
    ['image-python', 60],
    ['image-postgres', 110],
    ['api', 180],
    ['web', 160],
    ['chatbot', 160],
    ['ops', 140],
  ])('of %s is at most %i MB', async (project, megabytesMax) => {
    const { files } = await read(project);
    const bytes = [...files.values()].reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
    process.stdout.write(`${project}\n${breakdown(files)}\n`);
    expect(bytes / 1e6).toBeLessThanOrEqual(megabytesMax);
  });
});
