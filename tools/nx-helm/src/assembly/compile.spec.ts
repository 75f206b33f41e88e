import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ComparedImages, hasPodman } from '../testing/compared-images.ts';
import { addBaseOfPython, hasPython } from '../testing/image-with-python.ts';

// A Python starts for each image, and an engine for one of them.
jest.setTimeout(180_000);

const dockerfile = [
  'FROM nx-helm-compared-images/base AS build',
  'ENV PYTHONHASHSEED=0',
  'COPY . /app',
  'RUN ["python3", "-m", "compileall", "-q", "-j", "1", "--invalidation-mode", "unchecked-hash", "/app"]',
  'FROM scratch',
  'COPY --from=build /app /app',
  '',
].join('\n');

const onLinux = process.platform === 'linux' && hasPython ? describe : describe.skip;

onLinux('bytecode without an engine (I1, N1)', () => {
  let root: string;
  let images: ComparedImages;
  let lines: string[];
  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'nx-helm-compile-'));
    images = new ComparedImages(root);
    await addBaseOfPython(images);
  });
  afterAll(() => {
    rmSync(root, { recursive: true });
  });
  beforeEach(() => {
    lines = [];
    rmSync(join(root, 'cache'), { recursive: true, force: true });
    jest.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line));
    images.writeContext([
      { path: 'a.py', content: 'names = {"b", "c", "d"}\n', mode: 0o644 },
      {
        path: 'package/b.py',
        content: 'def f(x=(1, "c")):\n    return x, __file__\n',
        mode: 0o600,
      },
      { path: 'package/run.py', content: 'import a\n', mode: 0o755 },
      { path: 'package/data.txt', content: 'd', mode: 0o644 },
    ]);
  });

  (hasPodman ? it : it.skip)('is what the image’s Python writes in an engine', async () => {
    const assembled = await images.assembled(dockerfile);
    const built = await images.built(dockerfile);
    expect(assembled.contentId).toBe(built.contentId);
  });

  it('is made again only of what has changed, and is then as if it were made of all', async () => {
    await images.assembled(dockerfile);
    writeFileSync(join(root, 'context/a.py'), 'names = {"e"}\n');
    const changed = await images.assembled(dockerfile);
    expect(lines.at(-1)).toBe('image: compiling 1 of 3 files of Python');
    rmSync(join(root, 'cache'), { recursive: true });
    expect((await images.assembled(dockerfile)).layers).toEqual(changed.layers);
    expect(lines.at(-1)).toBe('image: compiling 3 of 3 files of Python');
    await images.assembled(dockerfile);
    expect(lines).toHaveLength(3);
  });

  it('is refused of what is no Python, with the line and the file', async () => {
    const { reference } = await images.assembled(dockerfile);
    writeFileSync(join(root, 'context/a.py'), 'def\n');
    await expect(images.assembled(dockerfile)).rejects.toThrow(
      /^NXHELM_BUILD_FAILED: line 4: compileall failed:.*a\.py.*Do: /s,
    );
    const kept = readFileSync(join(root, 'dist/images/assembled/reference'), 'utf8');
    expect(kept.trim()).toBe(reference);
  });

  it.each([
    ['ENV PYTHONHASHSEED=0\n', '', /^line 3: this RUN compileall needs an engine/],
    ['--invalidation-mode", "unchecked-hash', '-f', /^line 4: this RUN compileall needs an engine/],
    [
      'COPY .',
      'COPY a.py /app/__pycache__/x.pyc\nCOPY .',
      /^line 5: RUN compileall beside the bytecode/,
    ],
  ])('is an engine’s to make where %j is replaced', async (part, other, reason) => {
    await expect(images.assembled(dockerfile.replace(part, other))).rejects.toThrow(reason);
  });
});
