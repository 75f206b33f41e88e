import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createSandbox, writeFileAt, type Sandbox } from '../__fixtures__/settings.ts';
import { createRunner } from '../base/run.ts';
import { hostPath } from '../base/settings.ts';
import { writeImageArchive } from './archive.ts';
import { debianSources } from './debian.ts';

describe('image archives (N8)', () => {
  let sandbox: Sandbox;
  beforeEach(() => (sandbox = createSandbox()));
  afterEach(() => sandbox.remove());

  async function write(name: string): Promise<Buffer> {
    const root = join(sandbox.folder, name, 'root');
    writeFileAt(join(root, 'bin', 'program'), 'program');
    mkdirSync(join(root, 'tmp'));
    const target = join(sandbox.folder, name, 'image.tar');
    const work = join(sandbox.folder, name, 'work');
    const input = { name: 'example/program:v1', entrypoint: '/bin/program', root, target, work };
    await writeImageArchive(input, createRunner(sandbox.settings.environment));
    expect(existsSync(work)).toBe(false);
    return readFileSync(target);
  }
  const entry = (archive: string, path: string): string =>
    execFileSync('tar', ['-xOf', archive, path], { encoding: 'utf8', stdio: 'pipe' });

  it('of the same files are the same bytes', async () => {
    expect((await write('one')).equals(await write('two'))).toBe(true);
  });

  it('carry the name that containerd gives them, and blobs under their own digests', async () => {
    await write('one');
    const archive = join(sandbox.folder, 'one', 'image.tar');
    const index = JSON.parse(entry(archive, './index.json')) as {
      manifests: { digest: string; annotations: Record<string, string> }[];
    };
    const [manifest] = index.manifests;
    expect(manifest?.annotations).toEqual({ 'io.containerd.image.name': 'example/program:v1' });
    const digest = manifest?.digest.slice('sha256:'.length) ?? '';
    const text = entry(archive, `./blobs/sha256/${digest}`);
    expect(createHash('sha256').update(text).digest('hex')).toBe(digest);
    const { config } = JSON.parse(text) as { config: { digest: string } };
    const settings = entry(archive, `./blobs/sha256/${config.digest.slice('sha256:'.length)}`);
    expect(JSON.parse(settings)).toMatchObject({ config: { Entrypoint: ['/bin/program'] } });
  });

  it('take Debian from those sources of the machine that are of its own release', () => {
    const at = (path: string, text: string): void =>
      writeFileAt(hostPath(sandbox.settings, path), text);
    at('/etc/os-release', 'ID=debian\nVERSION_CODENAME=bookworm\n');
    at('/etc/apt/sources.list', '# deb mirror bookworm main\n');
    at('/etc/apt/sources.list.d/debian.sources', 'Suites: bookworm bookworm-updates\n');
    at('/etc/apt/sources.list.d/security.list', 'deb mirror bookworm-security main\n');
    at('/etc/apt/sources.list.d/other.list', 'deb mirror trixie main\n');
    at('/etc/apt/sources.list.d/off.list.disabled', 'deb mirror bookworm main\n');
    expect(debianSources(sandbox.settings).map((path) => path.split('/').at(-1))).toEqual([
      'debian.sources',
      'security.list',
    ]);
  });
});
