import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { UserError } from '@taskora/base/errors';
import { run } from '@taskora/base/run';
import { dockerArchive } from '../testing/docker-archive.ts';
import { exportTestImage } from '../testing/export-test-image.ts';
import { readImage } from './image-description.ts';
import { openArchive } from './archive.ts';
import { explainFullDisk } from './export-image.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'nx-helm-full-'));
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

const limitBytes = 100_000;

describe('a disk that is full while an image is exported (N7)', () => {
  it('leaves the old image as it was, and nothing beside it', async () => {
    const before = await exportTestImage(root, 'api', { layers: [[{ name: 'a', content: 'a' }]] });
    const archive = await buffer(await openArchive(root, readImage(root, 'api')));
    const large = await dockerArchive({
      layers: [[{ name: 'b', content: 'b'.repeat(2 * limitBytes) }]],
    });
    // The kernel refuses to write more, as it does when no block is left.
    const program = join(import.meta.dirname, '../testing/export-run.ts');
    const args = [`--fsize=${limitBytes}`, process.execPath, program, root];
    const { exitCode, stdout } = await run('prlimit', args, { input: Readable.from([large]) });

    expect({ exitCode, stdout }).toEqual({
      exitCode: 1,
      stdout: expect.stringMatching(
        /^NXHELM_DISK_FULL: .*\(project api\)\. Do: df -h .*api:container/s,
      ),
    });
    expect(readdirSync(join(root, 'dist/images'))).toEqual(['api']);
    const reference = readFileSync(join(root, 'dist/images/api/reference'), 'utf8').trim();
    expect(reference).toBe(before.reference);
    expect((await buffer(await openArchive(root, readImage(root, 'api')))).equals(archive)).toBe(
      true,
    );
  });

  it.each(['ENOSPC', 'EDQUOT', 'EFBIG'])(
    'is known by %s, also as the cause of another error',
    (code) => {
      const refusal = Object.assign(new Error('write failed'), { code });
      const wrapped = new UserError('NXHELM_X', 'x', 'x', { cause: refusal });
      for (const error of [refusal, wrapped]) {
        expect(explainFullDisk(error, 'api', 'dist')).toMatchObject({ code: 'NXHELM_DISK_FULL' });
      }
    },
  );

  it('is not taken for another failure', () => {
    const error = new Error('the tar is broken');
    expect(explainFullDisk(error, 'api', 'dist')).toBe(error);
  });
});
