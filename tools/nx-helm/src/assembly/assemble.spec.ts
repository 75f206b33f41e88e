import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ImageDescription } from '../image/image-description.ts';
import { layerFile } from '../image/image-description.ts';
import { listLayer } from '../image/layers.ts';
import { ComparedImages } from '../testing/compared-images.ts';

let root: string;
let images: ComparedImages;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'nx-helm-assemble-'));
  images = new ComparedImages(root);
  images.writeContext([
    { path: 'a', content: 'one', mode: 0o644 },
    { path: 'b/c', content: 'two', mode: 0o755 },
    { path: 'b/.env', content: 'secret', mode: 0o644 },
    { path: 'b/keep.log', content: 'log', mode: 0o644 },
  ]);
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

const context = (path: string): string => join(root, 'context', path);

async function filesOf(image: ImageDescription): Promise<string[]> {
  const listed = await Promise.all(
    image.layers.map((layer) => listLayer(layer, layerFile(root, 'assembled', layer))),
  );
  return listed.flatMap(({ entries }) => entries.map(({ path }) => path));
}

async function assembledAs(dockerfile: string): Promise<string> {
  const { layers, configDigest } = await images.assembled(dockerfile);
  return JSON.stringify([layers, configDigest]);
}

describe('bytes of an assembled image (N1, N7)', () => {
  const dockerfile = 'FROM scratch\nCOPY . /app/\n';

  it('depend on no date', async () => {
    const before = await assembledAs(dockerfile);
    utimesSync(context('a'), new Date(5000), new Date(5000));
    utimesSync(context('b'), new Date(7000), new Date(7000));
    expect(await assembledAs(dockerfile)).toBe(before);
  });

  it('give a file that kept its length another date, which servers compare', async () => {
    const dateOfFile = async (): Promise<string> => {
      const image = await images.assembled('FROM scratch\nCOPY a /a\n');
      const [layer] = image.layers;
      const bytes = readFileSync(layerFile(root, 'assembled', layer as (typeof image.layers)[0]));
      return bytes.toString('latin1', 136, 147);
    };
    const before = await dateOfFile();
    writeFileSync(context('a'), 'two');
    expect(await dateOfFile()).not.toBe(before);
    expect(Number.parseInt(before, 8) * 1000).toBeLessThan(Date.now());
  });

  it('take modes from the Dockerfile where the file system has none', async () => {
    const modes = `${dockerfile}FROM scratch\nCOPY --chmod=0644 a /a\nCOPY --chmod=0755 b/c /c\n`;
    const here = await images.assembled(modes);
    chmodSync(context('a'), 0o666);
    chmodSync(context('b/c'), 0o666);
    const there = await images.assembled(modes, false);
    expect(there.contentId).toBe(here.contentId);
    const plain = await images.assembled('FROM scratch\nCOPY a b/c /\n', false);
    chmodSync(context('a'), 0o644);
    chmodSync(context('b/c'), 0o644);
    expect((await images.assembled('FROM scratch\nCOPY a b/c /\n')).contentId).toBe(
      plain.contentId,
    );
  });

  it('are read as the paths of a Dockerfile that Windows has written', async () => {
    const before = await assembledAs(dockerfile);
    expect(await assembledAs(dockerfile.replaceAll('\n', '\r\n'))).toBe(before);
  });
});

describe('ignored files (I1)', () => {
  it.each(['context/.dockerignore', 'Dockerfile.dockerignore'])(
    'are left out by %s',
    async (file) => {
      writeFileSync(
        join(root, file),
        '# secrets\n**/.env*\n**/*.log\n!**/keep.log\n.dockerignore\n',
      );
      const found = await filesOf(await images.assembled('FROM scratch\nCOPY . /app\n'));
      expect(found.sort()).toEqual(['app', 'app/a', 'app/b', 'app/b/c', 'app/b/keep.log']);
    },
  );

  it('cannot be copied by name', async () => {
    writeFileSync(join(root, 'Dockerfile.dockerignore'), 'a\n');
    await expect(images.assembled('FROM scratch\nCOPY a /a\n')).rejects.toThrow(
      'line 2: COPY of a, which is not there',
    );
  });

  it('are an engine’s to read where an exception lies below an ignored folder', async () => {
    writeFileSync(join(root, 'Dockerfile.dockerignore'), 'b\n!b/c\n');
    await expect(images.assembled('FROM scratch\nCOPY . /\n')).rejects.toThrow(
      /^line 2: an exception/,
    );
  });
});

describe('a Dockerfile that needs an engine (I1)', () => {
  it.each([
    ['FROM debian:13', 'line 1: debian:13 is no image of the workspace, which needs an engine'],
    ['FROM --platform=linux/arm64 scratch', 'line 1: --platform needs an engine'],
    ['# syntax=acme/frontend\nFROM scratch', 'line 1: the directive syntax needs an engine'],
    ['# escape=`\nFROM scratch', 'line 1: the directive escape needs an engine'],
    ['FROM scratch\nRUN make', 'line 2: RUN needs an engine'],
    ['FROM scratch\nRUN chmod 755 /a', 'line 2: RUN needs an engine'],
    ['FROM scratch\n\n# c\nADD a /a', 'line 4: ADD needs an engine'],
    ['FROM scratch\nVOLUME /a', 'line 2: VOLUME needs an engine'],
    ['FROM scratch\nSHELL ["a"]', 'line 2: SHELL needs an engine'],
    ['FROM scratch\nONBUILD COPY a /a', 'line 2: ONBUILD needs an engine'],
    ['FROM scratch\nCOPY <<EOF /a\ntext\nEOF', 'line 2: COPY with a text below it needs an engine'],
    ['FROM scratch\nCOPY --link a /a', 'line 2: COPY --link needs an engine'],
    ['FROM scratch\nCOPY --chown=node a /a', /^line 2: --chown with anything but two numbers/],
    ['FROM scratch\nCOPY --chmod=u+x a /a', /^line 2: --chmod with anything but three octal/],
    ['FROM scratch\nCOPY ../a /a', 'line 2: COPY of ../a needs an engine'],
    ['FROM scratch\nCOPY [ab] /a/', 'line 2: a list that is not valid JSON needs an engine'],
    ['FROM scratch\nCOPY x /a', 'line 2: COPY of x, which is not there'],
    ['FROM scratch\nCOPY a b/c /a', /^line 2: COPY of several files to what is no folder/],
    ['FROM scratch\nCOPY a /a\nCOPY b /a/', 'line 3: /a is no folder'],
    ['FROM scratch\nENV A b', 'line 2: "A" is not NAME=VALUE, which needs an engine'],
    ['FROM scratch\nENV A=a\\ b', 'line 2: a backslash needs an engine'],
    ['FROM scratch\nENV A=${B%x}', 'line 2: this form of a variable needs an engine'],
    ['FROM scratch\nLABEL a=$TARGETARCH', 'line 2: the variable TARGETARCH needs an engine'],
    ['FROM scratch\nENV PATH=/x:$PATH', /^line 2: engines differ in the order of ENV PATH/],
    ['FROM scratch\nWORKDIR /app', /^line 2: engines differ in how they make the folder \/app/],
    [
      'FROM scratch\nWORKDIR /app\nCOPY --chown=0:3 a ./',
      /^line 2: engines differ in how they make the folder \/app/,
    ],
    [
      'FROM scratch\nWORKDIR /app/x\nCOPY --chown=7:8 a /app/',
      /^line 2: engines differ in how they make the folder \/app\/x/,
    ],
    [
      'FROM scratch\nWORKDIR /app/x\nCOPY a /app',
      /^line 2: engines differ in how they make the folder \/app\/x/,
    ],
    ['FROM scratch\nHEALTHCHECK --start-interval=5s CMD a', /^line 2: --start-interval=5s/],
    ['FROM scratch AS a\nFROM scratch\nCOPY --from=1 a /a', 'line 3: --from=1 is no earlier stage'],
    [
      'FROM scratch AS a\nRUN chmod 755 /a\nFROM a',
      'line 3: a stage on one that has a RUN needs an engine',
    ],
    ['ENV A=1\nFROM scratch', 'line 1: ENV before FROM needs an engine'],
  ])('is named with its line: %j', async (dockerfile, reason) => {
    await expect(images.assembled(`${dockerfile}\n`)).rejects.toThrow(reason);
  });

  it.each<[string, () => void]>([
    ['a file with the bit of another user', () => chmodSync(context('a'), 0o4755)],
    ['a folder that gives its group away', () => chmodSync(context('b'), 0o2755)],
    ['what is neither file, folder nor link', () => execFileSync('mkfifo', [context('fifo')])],
  ])('is one that copies %s', async (_what, make) => {
    make();
    await expect(images.assembled('FROM scratch\nCOPY . /\n')).rejects.toThrow(
      /^line 2: .* is no plain file, so COPY needs an engine$/,
    );
  });

  it('is not one that has such a step where nothing of it is used', async () => {
    const dockerfile = 'FROM debian AS unused\nRUN make\nFROM scratch\nCOPY a /a\n';
    expect(await filesOf(await images.assembled(dockerfile))).toEqual(['a']);
  });
});
