import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '../../../..');
const git = (args: readonly string[], folder = root): string =>
  execFileSync('git', args, { cwd: folder, maxBuffer: 2 ** 26 }).toString();

const tracked = (): string[] =>
  [...new Set(git(['ls-files', '-z']).split('\0'))].filter((file) => file !== '');

describe('a checkout on Windows, whose git writes CRLF', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'taskora-crlf-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  const windows = ['-c', 'core.autocrlf=true', '-c', 'core.eol=crlf'];
  /** Whatever files of text the commit holds, as that git writes them: those with a CRLF. */
  function writtenWithCrlf(repository: string): string[] {
    const place = join(folder, 'checkout/');
    git([...windows, 'checkout-index', '--all', `--prefix=${place}`], repository);
    const listed = git(['ls-files', '-z'], repository).split('\0').filter(Boolean);
    const isText = (content: Buffer) => !content.includes(0);
    return listed.filter((file) => {
      const content = readFileSync(join(place, file));
      return isText(content) && content.includes('\r\n');
    });
  }

  // What is hashed (charts, sources of images, lock files, generated documents) is then equal byte by byte.
  it('has the bytes of every other checkout, so that images, charts and documents are equal', () => {
    expect(tracked().length).toBeGreaterThan(1500);
    expect(writtenWithCrlf(root)).toEqual([]);
  });

  it('would not have them without the attributes of the workspace', () => {
    const repository = mkdtempSync(join(tmpdir(), 'taskora-crlf-repository-'));
    try {
      git(['init', '--quiet'], repository);
      writeFileSync(join(repository, 'values.yaml'), 'replicas: 1\n');
      git(['-c', 'core.autocrlf=false', 'add', '--all'], repository);
      expect(writtenWithCrlf(repository)).toEqual(['values.yaml']);
    } finally {
      rmSync(repository, { recursive: true });
    }
  });
});

describe('the names of the files', () => {
  /** Windows refuses these, with any ending. */
  const device = /^(?:aux|con|nul|prn|com\d|lpt\d)(?:\.|$)/i;
  /** What a checkout's own folder may take of the 260 characters that Windows has without a setting. */
  const longest = 180;

  const faultsOf = (files: readonly string[]): string[] => {
    const folded = Map.groupBy(files, (file) => file.normalize('NFC').toLowerCase());
    const parts = (file: string) => file.split('/');
    return [
      ...files.filter((file) => /[<>:"|?*\\]|[. ](?:\/|$)/.test(file) || hasControl(file)),
      ...files.filter((file) => parts(file).some((part) => device.test(part))),
      ...files.filter((file) => file.length > longest),
      ...[...folded.values()].filter((same) => same.length > 1).flat(),
    ];
  };
  const hasControl = (file: string) => [...file].some((character) => character < ' ');

  it('can be written on Windows, and differ where case does not count', () => {
    expect(faultsOf(tracked())).toEqual([]);
  });

  it.each([
    [['a/b:c.ts'], 1],
    [['a/why?.md'], 1],
    [['a/b./c'], 1],
    [['docs/aux.md'], 1],
    [['README.md', 'readme.md'], 2],
    [[`a/${'b'.repeat(longest)}`], 1],
    [['docs/auxiliary.md', 'a.b/c.ts'], 0],
  ])('are found where that is not so: %j', (files, count) => {
    expect(faultsOf(files)).toHaveLength(count);
  });

  it('lead to files, because a link is a text where git may make none', () => {
    const links = git(['ls-files', '--stage'])
      .split('\n')
      .filter((line) => line.startsWith('120000'));
    expect(links).toEqual([]);
  });
});
