import { createHash } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { mkdir, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { basename, dirname, join, posix } from 'node:path';
import { UserError } from '@taskora/base/errors';
import { run } from '@taskora/base/run';
import { temporaryFolder } from '../base/folders.ts';
import { removeUnused } from '../base/unused.ts';
import type { FileNode } from '../image/layers.ts';
import { impliedFolder } from '../image/layers.ts';
import { Unsupported } from './engine-needed.ts';
import type { ImagePython } from './image-python.ts';
import { unpackPython } from './image-python.ts';
import type { CompileStep } from './stage.ts';
import type { ByteRange, Contents, StageTree } from './stage-tree.ts';
import { digestOf, readRange } from './read-contents.ts';

/** Adds the bytecode that a step makes to a stage's files. */
export type Compile = (tree: StageTree, step: CompileStep, contents: Contents) => Promise<void>;

interface Place {
  readonly project: string;
  /** Where Pythons and bytecode are kept between two runs. */
  readonly cacheFolder: string;
}

/** A file of Python, and where its bytecode is kept or goes. */
interface Source {
  readonly path: string;
  readonly node: FileNode;
  readonly kept: string;
}

/**
 * Compiles with the image's own Python, and only what has changed since the last time: the bytecode of
 * a file follows from the file, its path and the Python alone, whatever is compiled beside it.
 */
export function compileIn({ project, cacheFolder }: Place): Compile {
  const known = new Map<string, ByteRange>();
  const tidied = new Set<number>();
  return async (tree, step, contents) => {
    const { PATH = '' } = step.environment;
    const python = await unpackPython(tree, contents, PATH, join(cacheFolder, 'python'));
    const kept = join(cacheFolder, 'bytecode', project);
    await mkdir(kept, { recursive: true });
    const sources: Source[] = [];
    for (const [path, node] of sourcesBelow(tree, step.paths)) {
      const key = JSON.stringify([
        python.digest,
        step.options,
        step.environment['PYTHONHASHSEED'],
        path,
        await digestOf(contents.get(node), node.sizeBytes),
      ]);
      const name = createHash('sha256').update(key).digest('hex');
      sources.push({ path, node, kept: join(kept, name) });
    }
    const missing = sources.filter((source) => !existsSync(source.kept));
    if (missing.length > 0) {
      console.log(`${project}: compiling ${missing.length} of ${sources.length} files of Python`);
      await compileAll(python, step, missing, contents, { project, kept });
    }
    for (const source of sources) {
      const range = known.get(source.kept) ?? bytecodeIn(source.kept);
      // It is hashed once, however often this process assembles.
      known.set(source.kept, range);
      contents.set(await addBytecode(tree, source, python), range);
    }
    // Another stage, or a run beside this one, may use what this one does not.
    const used = new Set(sources.map((source) => source.kept));
    if (!tidied.has(step.line)) await removeUnused(kept, used);
    tidied.add(step.line);
  };
}

function contentOf(node: FileNode, contents: Contents): Buffer {
  const range = contents.get(node);
  return range === undefined ? Buffer.alloc(0) : readRange(range, node.sizeBytes);
}

function sourcesBelow(tree: StageTree, paths: readonly string[]): [string, FileNode][] {
  const found = new Map<string, FileNode>();
  for (const given of paths) {
    const folder = tree.resolve(given);
    if (tree.get(folder)?.type !== 'directory') {
      throw new Unsupported(`RUN compileall of ${given}, which is no folder`);
    }
    for (const path of tree.below(folder)) {
      const node = tree.get(path);
      if (/(?:^|\/)__pycache__(?:\/|$)/.test(path)) {
        throw new Unsupported(`RUN compileall beside the bytecode ${path} needs an engine`);
      }
      if (node === undefined || !path.endsWith('.py') || node.type === 'directory') continue;
      if (node.type !== 'file')
        throw new Unsupported(`RUN compileall of the link ${path} needs an engine`);
      found.set(path, node);
    }
  }
  return [...found];
}

/** Fewer are not worth a process of their own. */
const filesOfProcess = 50;

async function compileAll(
  python: ImagePython,
  step: CompileStep,
  sources: readonly Source[],
  contents: Contents,
  { project, kept }: { readonly project: string; readonly kept: string },
): Promise<void> {
  const work = await temporaryFolder(join(kept, 'work'));
  try {
    for (const { path, node } of sources) {
      const file = join(work, 'root', path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, contentOf(node, contents));
    }
    const count = Math.min(availableParallelism(), Math.ceil(sources.length / filesOfProcess));
    const parts = Array.from({ length: count }, (_none, part) =>
      sources.filter((_source, index) => index % count === part),
    );
    await Promise.all(
      parts.map((part, index) => compilePart(python, step, part, { project, work, index })),
    );
    for (const { path, kept: target } of sources) {
      await rename(join(work, 'root', bytecodePath(path, python.cacheTag)), target);
    }
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

interface Part {
  readonly project: string;
  readonly work: string;
  readonly index: number;
}

async function compilePart(
  { program, args, environment }: ImagePython,
  { line, options, environment: given }: CompileStep,
  sources: readonly Source[],
  { project, work, index }: Part,
): Promise<void> {
  const root = join(work, 'root');
  const list = join(work, `${index}.txt`);
  await writeFile(list, sources.map(({ path }) => `${join(root, path)}\n`).join(''));
  const places = ['-s', root, '-p', '/', '-i', list];
  const { exitCode, stdout, stderr } = await run(
    program,
    // Isolated: nothing of the caller's folder, its environment or a person's own packages is code here.
    [...args, '-I', '-m', 'compileall', ...options, ...places],
    {
      directory: work,
      environment: {
        ...environment,
        PYTHONHASHSEED: given['PYTHONHASHSEED'],
        // The Python is shared with other runs, which are to find it as it was.
        PYTHONDONTWRITEBYTECODE: '1',
        LC_ALL: 'C.UTF-8',
      },
    },
  );
  if (exitCode === 0) return;
  throw new UserError(
    'NXHELM_BUILD_FAILED',
    `line ${line}: compileall failed:\n${stdout}${stderr}\n`,
    `correct what the output above names, then npx nx run ${project}:container`,
    { project },
  );
}

function bytecodePath(source: string, cacheTag: string): string {
  const name = posix.basename(source, '.py');
  return posix.join(posix.dirname(source), '__pycache__', `${name}.${cacheTag}.pyc`);
}

/**
 * With the rights that Python gives it under the umask of a container. What is used is young again, so
 * that no other run takes it for unused.
 */
async function addBytecode(
  tree: StageTree,
  { path, node, kept }: Source,
  { cacheTag }: ImagePython,
): Promise<FileNode> {
  const target = bytecodePath(path, cacheTag);
  const root = { userId: 0, groupId: 0 };
  if (tree.get(posix.dirname(target)) === undefined) tree.set(posix.dirname(target), impliedFolder);
  const { size, mtimeMs } = statSync(kept);
  const now = new Date();
  if (mtimeMs < now.getTime() - youngMilliseconds) await utimes(kept, now, now);
  const mode = (node.mode | 0o200) & 0o644;
  const bytecode: FileNode = { type: 'file', mode, ...root, sizeBytes: size };
  tree.set(target, bytecode);
  return bytecode;
}

const bytecodeIn = (kept: string): ByteRange => ({
  file: kept,
  start: 0,
  origin: `bytecode ${basename(kept)}`,
});

const youngMilliseconds = 60 * 60 * 1000;
