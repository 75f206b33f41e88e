import fs, { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { ComparedImages } from '../testing/compared-images.ts';
import { addBaseOfPython, hasPython } from '../testing/image-with-python.ts';
import { changeBetween } from './folder-content.ts';
import { ImageFolder, readBuiltFolder } from './image-folder.ts';
import type { WantedFolder } from './pod-sync.ts';

// A Python starts for each of the folders that are compiled.
jest.setTimeout(180_000);

const compile =
  'RUN ["python3", "-m", "compileall", "-q", "-j", "1", "--invalidation-mode", "unchecked-hash", "/app"]';
const dockerfile = [
  'FROM scratch AS files',
  'COPY site-packages /packages/site-packages',
  'COPY app /own',
  'FROM nx-helm-compared-images/base AS packages',
  'ENV PYTHONHASHSEED=0',
  'COPY --from=files /packages /app',
  compile,
  'FROM nx-helm-compared-images/base AS sources',
  'ENV PYTHONHASHSEED=0',
  'COPY --from=files /own /app',
  compile,
  'FROM nx-helm-compared-images/base',
  'COPY --from=packages /app /app',
  'COPY --from=sources /app /app',
  '',
].join('\n');

const onLinux = process.platform === 'linux' && hasPython ? describe : describe.skip;

onLinux('the folder of a session, whose image has packages and sources in two layers (N1)', () => {
  let root: string;
  let images: ComparedImages;
  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'nx-helm-image-folder-'));
    images = new ComparedImages(root);
    await addBaseOfPython(images);
  });
  afterAll(() => {
    rmSync(root, { recursive: true });
  });
  beforeEach(() => {
    jest.spyOn(console, 'log').mockImplementation(() => undefined);
    images.writeContext([
      { path: 'site-packages/package.py', content: 'package = 1\n', mode: 0o644 },
      { path: 'app/src/main.py', content: 'main = 1\n', mode: 0o644 },
      { path: 'app/src/old/gone.py', content: 'gone = 1\n', mode: 0o644 },
    ]);
    laterThanTheContext();
  });

  /** Files that were written just now are read again, so for the assembly it is a second later. */
  function laterThanTheContext(): void {
    const later = Date.now() + 1000;
    jest.spyOn(Date, 'now').mockReturnValue(later);
  }

  const context = (path: string): string => join(root, 'context', path);

  async function builtFolder(): Promise<WantedFolder> {
    const image = await images.assembled(dockerfile);
    const place = { workspaceRoot: root, cacheFolder: join(root, 'cache'), folder: '/app' };
    return readBuiltFolder(place, { ...image, project: 'assembled' });
  }

  function createFolder() {
    const request = images.request(dockerfile);
    const folder = new ImageFolder(request);
    const read = (changed?: ReadonlyMap<string, string | undefined>): Promise<WantedFolder> => {
      const place = { ...request.context, ...(changed === undefined ? {} : { changed }) };
      return folder.read({ ...request, context: place, project: 'api', folder: '/app' });
    };
    return { read };
  }

  it('is what the image holds, bytecode of both included', async () => {
    const { read } = createFolder();
    const wanted = await read();
    const bytecode = [...wanted.content.keys()].filter((path) => path.endsWith('.pyc'));
    expect(bytecode.map((path) => path.split('/')[0]).sort()).toEqual([
      'site-packages',
      'src',
      'src',
    ]);
    expect(wanted.content).toEqual((await builtFolder()).content);
  });

  it('is with saved files what the image holds once a build has copied them', async () => {
    const { read } = createFolder();
    const before = await read();
    const saved = join(root, 'saved.py');
    writeFileSync(saved, 'main = 2\n');
    const wanted = await read(
      new Map([
        ['app/src/main.py', saved],
        ['app/src/new/made.py', saved],
        ['app/src/old', undefined],
      ]),
    );
    images.writeContext([
      { path: 'site-packages/package.py', content: 'package = 1\n', mode: 0o644 },
      { path: 'app/src/main.py', content: 'main = 2\n', mode: 0o644 },
      { path: 'app/src/new/made.py', content: 'main = 2\n', mode: 0o644 },
    ]);
    const built = await builtFolder();
    expect(wanted.contentId).toBe(built.contentId);
    expect(wanted.readFile('src/main.py').toString()).toBe('main = 2\n');
    const { write } = changeBetween(before.content, wanted.content);
    expect(write.filter((path) => path.startsWith('site-packages'))).toEqual([]);
  });

  it('is read again without the files that nobody has touched', async () => {
    const { read } = createFolder();
    await read();
    writeFileSync(context('app/src/main.py'), 'main = 3\n');
    laterThanTheContext();
    const open = jest.spyOn(fs, 'openSync');
    await read();
    const opened = new Set(open.mock.calls.map(([file]) => relative(root, String(file))));
    open.mockRestore();
    const own = [...opened].filter((file) => file.startsWith('context/'));
    expect(own).toEqual(['context/app/src/main.py']);
    expect([...opened].filter((file) => file.startsWith('cache/bytecode/'))).toHaveLength(1);
  });
});
