import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeDigest } from './write-digest.ts';

describe('the digest of a build context (N1)', () => {
  let folder: string;
  let context: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'taskora-digest-'));
    context = join(folder, 'context');
    mkdirSync(join(context, 'files'), { recursive: true });
    writeFileSync(join(context, 'root.tar'), 'root');
    writeFileSync(join(context, 'files', 'start'), 'start');
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  async function digest(): Promise<string> {
    await writeDigest(context);
    return readFileSync(`${context}.digest.json`, 'utf8');
  }

  it('is the same for the same files', async () => {
    expect(await digest()).toBe(await digest());
  });

  it.each([
    ['the content of a file', () => writeFileSync(join(context, 'root.tar'), 'toor')],
    ['a file in a folder', () => writeFileSync(join(context, 'files', 'start'), 'stop')],
    ['a new file', () => writeFileSync(join(context, 'node'), '')],
    ['a right to execute', () => chmodSync(join(context, 'files', 'start'), 0o755)],
  ])('sees %s', async (_what, change) => {
    chmodSync(join(context, 'files', 'start'), 0o644);
    const before = await digest();
    change();
    expect(await digest()).not.toBe(before);
  });
});
