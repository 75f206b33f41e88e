import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { installFakeGo } from '../__fixtures__/fake-go.ts';
import { sha256Of } from '../base/sha256.ts';
import { createRecorder, createSandbox, type Sandbox } from '../__fixtures__/settings.ts';
import { ensurePrograms } from './ensure.ts';
import { exportPrograms, type ExportResult } from './export.ts';
import { CONTENT, MANIFEST, type Manifest } from './exported.ts';
import { importPrograms } from './import.ts';
import { allPrograms } from './modules.ts';
import { schemasCache } from './schemas.ts';

/** By what `npx nx run infra:programs --export=FILE` and `--import=FILE --sha256=DIGEST` call. */
describe('programs built once are taken elsewhere (N8)', () => {
  let here: Sandbox;
  let there: Sandbox;
  beforeEach(() => {
    here = createSandbox();
    there = createSandbox();
  });
  afterEach(() => {
    here.remove();
    there.remove();
  });

  const archive = (): string => join(here.folder, 'programs.tar.gz');
  const build = async (sandbox: Sandbox): Promise<void> => {
    installFakeGo(sandbox);
    await ensurePrograms(sandbox.settings, createRecorder());
  };
  const exported = async (): Promise<ExportResult> => {
    await build(here);
    return exportPrograms(archive(), here.settings, createRecorder());
  };
  const take = (sha256: string | undefined, file = archive()) =>
    importPrograms(file, sha256, there.settings, createRecorder());
  const built = ({ settings }: Sandbox, name: string): string =>
    allPrograms(settings).get(name)?.path ?? '';
  const nothingTaken = (): void => {
    expect(existsSync(built(there, 'helm'))).toBe(false);
    expect(existsSync(schemasCache(there.settings))).toBe(false);
  };

  /** The archive after `change` to what is in it, with its own digest. */
  async function forged(change: (root: string) => void): Promise<{ file: string; sha256: string }> {
    await exported();
    const root = join(here.folder, 'forged');
    const file = join(here.folder, 'forged.tar.gz');
    mkdirSync(root);
    execFileSync('tar', ['-xzf', archive(), '-C', root]);
    change(root);
    execFileSync('tar', ['-czf', file, '-C', root, MANIFEST, CONTENT]);
    return { file, sha256: await sha256Of(file) };
  }

  it('without Go on the other machine, which then has nothing left to build', async () => {
    const { sha256, missing } = await exported();
    expect(missing.length).toBeGreaterThan(0);
    const { taken } = await take(sha256);
    expect(taken.some((name) => name.startsWith('client-go-'))).toBe(true);
    expect((await ensurePrograms(there.settings, createRecorder())).changed).toBe(true);
    const program = built(there, 'helm');
    expect(readFileSync(program)).toEqual(readFileSync(built(here, 'helm')));
    expect(statSync(program).mode & 0o111).not.toBe(0);
  });

  it('packs the same programs as the same bytes', async () => {
    const { sha256 } = await exported();
    await build(there);
    const other = join(there.folder, 'programs.tar.gz');
    const again = await exportPrograms(other, there.settings, createRecorder());
    expect(again.sha256).toBe(sha256);
  });

  it('takes nothing without the digest, or with another one', async () => {
    const { sha256 } = await exported();
    await expect(take(undefined)).rejects.toMatchObject({ code: 'PROGRAMS_DIGEST_DIFFERS' });
    const wrong = sha256.replace(/./, (first) => (first === '0' ? '1' : '0'));
    await expect(take(wrong)).rejects.toMatchObject({ code: 'PROGRAMS_DIGEST_DIFFERS' });
    nothingTaken();
    expect((await take(`sha256:${sha256.toUpperCase()}`)).taken).not.toEqual([]);
  });

  it.each([
    ['a changed file', (root: string) => writeFileSync(anyFile(root), 'other')],
    ['a file that is not listed', (root: string) => writeFileSync(`${anyFile(root)}-2`, 'more')],
    ['a missing file', (root: string) => rmSync(anyFile(root))],
    ['a link', (root: string) => symlinkSync('/etc/passwd', `${anyFile(root)}-2`)],
    ['no list', (root: string) => writeFileSync(join(root, MANIFEST), '[]')],
  ])('refuses %s', async (_what, change) => {
    const { file, sha256 } = await forged(change);
    await expect(take(sha256, file)).rejects.toMatchObject({ code: 'NOT_EXPORTED_PROGRAMS' });
    nothingTaken();
  });

  it('refuses programs of another platform', async () => {
    const { file, sha256 } = await forged((root) => {
      const list = join(root, MANIFEST);
      const manifest = JSON.parse(readFileSync(list, 'utf8')) as Manifest;
      writeFileSync(list, JSON.stringify({ ...manifest, platform: 'plan9-mips' }));
    });
    const refused = { code: 'PROGRAMS_FOR_OTHER_PLATFORM' };
    await expect(take(sha256, file)).rejects.toMatchObject(refused);
    nothingTaken();
  });

  it('refuses what is no archive at all', async () => {
    writeFileSync(archive(), 'text');
    await expect(take(await sha256Of(archive()))).rejects.toMatchObject({ code: 'COMMAND_FAILED' });
    const missing = join(here.folder, 'missing.tar.gz');
    await expect(take('0', missing)).rejects.toMatchObject({ code: 'NOT_EXPORTED_PROGRAMS' });
  });

  it('keeps what is built there, and adds what is not', async () => {
    const { sha256 } = await exported();
    const program = built(there, 'helm');
    mkdirSync(join(program, '..'), { recursive: true });
    writeFileSync(program, 'built here');
    const { present, taken } = await take(sha256);
    expect(readFileSync(program, 'utf8')).toBe('built here');
    expect(present.some((name) => name.startsWith('client-go-'))).toBe(true);
    expect(taken.some((name) => name.startsWith('kubeconform-'))).toBe(true);
  });

  it('leaves out programs that are built from other sources than those of the checkout', async () => {
    const { sha256 } = await exported();
    const source = join(there.settings.tool, 'modules', 'client-go', 'go.mod');
    cpSync(source, `${source}.kept`);
    const { other } = await take(sha256);
    expect(other.some((name) => name.startsWith('client-go-'))).toBe(true);
    expect(existsSync(built(there, 'helm'))).toBe(false);
  });

  it('says so where nothing is built', async () => {
    const attempt = exportPrograms(archive(), here.settings, createRecorder());
    await expect(attempt).rejects.toMatchObject({ code: 'NO_PROGRAMS_BUILT' });
    expect(existsSync(archive())).toBe(false);
  });
});

function anyFile(root: string): string {
  const [line] = execFileSync('find', [join(root, CONTENT), '-type', 'f'], { encoding: 'utf8' })
    .split('\n')
    .toSorted()
    .filter(Boolean);
  return line ?? '';
}
