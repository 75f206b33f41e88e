import type { ExecutorContext } from '@nx/devkit';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { executorContext, writeFiles } from '../../testing/workspace.ts';
import nextOutput from './executor.ts';

const checkouts: string[] = [];

/** A checkout with the output of `next build`: what matters of it is where Next puts which accident. */
function checkout(previewKey: string): ExecutorContext {
  const root = mkdtempSync(join(tmpdir(), 'nx-helm-next-'));
  checkouts.push(root);
  const preview = {
    previewModeId: previewKey.repeat(32),
    previewModeSigningKey: `${previewKey}5`.repeat(32),
    previewModeEncryptionKey: `${previewKey}6`.repeat(32),
  };
  const standalone = 'apps/web/.next/standalone';
  writeFiles(root, {
    [`${standalone}/apps/web/server.js`]: `const root = ${JSON.stringify(root)};`,
    [`${standalone}/apps/web/.next/required-server-files.json`]: `{"appDir":"${root}/apps/web"}`,
    [`${standalone}/apps/web/.next/prerender-manifest.json`]: JSON.stringify({ preview }),
    [`${standalone}/apps/web/.next/server/preview-props.json`]: JSON.stringify(preview),
    [`${standalone}/apps/web/.env.production`]: 'SECRET=1',
    [`${standalone}/node_modules/real/index.js`]: 'module.exports = 1;',
    'apps/web/.next/static/chunk.js': 'console.log(1);',
    'apps/web/public/logo.svg': '<svg/>',
    'outside/index.js': 'module.exports = 2;',
    'apps/web/healthcheck.mjs': 'process.exit(0);',
  });
  const modules = join(root, standalone, 'node_modules');
  symlinkSync(join(modules, 'real'), join(modules, 'alias'), 'dir');
  symlinkSync(join(root, 'outside'), join(modules, 'outside'), 'dir');
  symlinkSync(join(root, 'gone'), join(modules, 'gone'), 'dir');
  return executorContext(root, 'web', { web: { root: 'apps/web' } });
}

const options = { extraFiles: { 'apps/web/healthcheck.mjs': 'healthcheck.mjs' } };

async function run(context: ExecutorContext): Promise<string> {
  expect(await nextOutput(options, context)).toEqual({ success: true });
  const report = readFileSync(join(context.root, 'dist/apps/web.digest.json'), 'utf8');
  return (JSON.parse(report) as { digest: string }).digest;
}

beforeEach(() => {
  jest.spyOn(console, 'log').mockImplementation(() => undefined);
});
afterEach(() => {
  for (const root of checkouts.splice(0)) rmSync(root, { recursive: true });
});

describe('next-output (N1)', () => {
  it('gives two checkouts with different paths and preview keys the same bytes and digest', async () => {
    const first = checkout('a');
    const second = checkout('b');
    expect(await run(first)).toBe(await run(second));
    for (const file of [
      'server.js',
      'apps/web/server.js',
      'apps/web/.next/required-server-files.json',
      'apps/web/.next/prerender-manifest.json',
      'apps/web/.next/server/preview-props.json',
    ]) {
      const [one, other] = [first, second].map(({ root }) =>
        readFileSync(join(root, 'dist/apps/web', file), 'utf8'),
      );
      expect(one).toBe(other);
      expect(one).not.toContain(first.root);
    }
  });

  it('is the same for the output of another checkout, as a task cache brings it', async () => {
    const builder = checkout('a');
    const receiver = checkout('b');
    const output = 'apps/web/.next/standalone/apps';
    cpSync(join(builder.root, output), join(receiver.root, output), { recursive: true });
    expect(await run(receiver)).toBe(await run(builder));
    const server = readFileSync(join(receiver.root, 'dist/apps/web/apps/web/server.js'), 'utf8');
    expect(server).toBe('const root = "/app";');
  });

  it('writes the path of the image where the checkout stood, and keys of the same length', async () => {
    const context = checkout('a');
    await run(context);
    const output = join(context.root, 'dist/apps/web/apps/web');
    expect(readFileSync(join(output, 'server.js'), 'utf8')).toBe('const root = "/app";');
    const props = JSON.parse(
      readFileSync(join(output, '.next/server/preview-props.json'), 'utf8'),
    ) as Record<string, string>;
    expect(props['previewModeId']).toMatch(/^[0-9a-f]{32}$/);
    expect(props['previewModeSigningKey']).toMatch(/^[0-9a-f]{64}$/);
    expect(props['previewModeSigningKey']).not.toBe(props['previewModeEncryptionKey']);
  });

  it('changes the digest when one byte of a static file changes', async () => {
    const context = checkout('a');
    const before = await run(context);
    writeFiles(context.root, { 'apps/web/.next/static/chunk.js': 'console.log(2);' });
    expect(await run(context)).not.toBe(before);
  });

  it('keeps links inside the output, copies what lies outside, and leaves out what is gone', async () => {
    const context = checkout('a');
    await run(context);
    const modules = join(context.root, 'dist/apps/web/node_modules');
    expect(lstatSync(join(modules, 'alias')).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(modules, 'alias/index.js'), 'utf8')).toBe('module.exports = 1;');
    expect(lstatSync(join(modules, 'outside')).isDirectory()).toBe(true);
    expect(existsSync(join(modules, 'gone'))).toBe(false);
  });

  it('gives every file and folder the same mode whatever the umask of the machine was', async () => {
    const context = checkout('a');
    chmodSync(join(context.root, 'apps/web/public/logo.svg'), 0o600);
    const umask = process.umask(0o077);
    await run(context);
    process.umask(umask);
    const mode = (path: string) =>
      lstatSync(join(context.root, 'dist/apps/web', path)).mode & 0o777;
    expect(mode('apps/web/public/logo.svg')).toBe(0o644);
    expect([mode('.'), mode('apps'), mode('apps/web/public')]).toEqual([0o755, 0o755, 0o755]);
  });

  it('never takes a .env file into the image (I1)', async () => {
    const context = checkout('a');
    await run(context);
    expect(existsSync(join(context.root, 'dist/apps/web/apps/web/.env.production'))).toBe(false);
  });

  it('fails by name when a file that cannot be rewritten holds the path', async () => {
    const context = checkout('a');
    const binary = 'apps/web/.next/standalone/node_modules/real/native.node';
    writeFiles(context.root, { [binary]: `\0${context.root}/x` });
    const error = jest.spyOn(console, 'error').mockImplementation(() => undefined);
    expect(await nextOutput(options, context)).toEqual({ success: false });
    expect(error).toHaveBeenCalledWith(
      expect.stringContaining('NXHELM_CHECKOUT_PATH: node_modules/real/native.node'),
    );
    expect(existsSync(join(context.root, 'dist/apps/web'))).toBe(false);
  });

  it.each([
    [2, true],
    [1, false],
  ])('keeps a cache of 1.5 MB where %i MB are allowed: %s (N1, sim#6080)', async (most, isKept) => {
    const context = checkout('a');
    const cache = 'apps/web/.next/cache/turbopack/v1';
    writeFiles(context.root, {
      [`${cache}/1.sst`]: 'x'.repeat(1e6),
      [`${cache}/2.sst`]: 'x'.repeat(5e5),
    });
    expect(await nextOutput({ ...options, cacheMegabytesAtMost: most }, context)).toEqual({
      success: true,
    });
    expect(existsSync(join(context.root, cache))).toBe(isKept);
    expect(existsSync(join(context.root, 'apps/web/.next/standalone'))).toBe(true);
    expect(existsSync(join(context.root, 'dist/apps/web/server.js'))).toBe(true);
  });
});
