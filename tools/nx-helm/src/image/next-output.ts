import { createHash } from 'node:crypto';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import { UserError } from '@taskora/base/errors';

/** One file of the output: its path in the image, and where its content is now. */
export type OutputFile =
  | { readonly path: string; readonly text: string }
  | { readonly path: string; readonly source: string; readonly isExecutable: boolean }
  | { readonly path: string; readonly link: string };

/** Secrets of the machine that builds must never get into an image; Next copies these files. */
const environmentFile = /^\.env(\..+)?$/;

/**
 * Lists a folder with its links resolved: a link that stays inside is kept, relative, so that a
 * package loaded by two paths is still one module; a link to outside is replaced by its target's
 * content.
 */
export function collectFiles(folder: string, prefix: string): OutputFile[] {
  const root = realpathSync(folder);
  return walk({ root, folder: root, prefix });
}

interface Place {
  /** Links that end below this folder are kept. */
  readonly root: string;
  readonly folder: string;
  readonly prefix: string;
}

function walk({ root, folder, prefix }: Place): OutputFile[] {
  return readdirSync(folder).flatMap((name) => {
    if (environmentFile.test(name)) return [];
    const source = join(folder, name);
    const path = prefix === '' ? name : `${prefix}/${name}`;
    const status = lstatSync(source);
    if (status.isSymbolicLink()) return resolveLink({ root, folder, prefix: path }, source);
    if (status.isDirectory()) return walk({ root, folder: source, prefix: path });
    return status.isFile() ? [file(source, path)] : [];
  });
}

function file(source: string, path: string): OutputFile {
  return { path, source, isExecutable: (statSync(source).mode & 0o111) !== 0 };
}

function resolveLink({ root, folder, prefix: path }: Place, source: string): OutputFile[] {
  const real = realPathOf(source);
  // Next's tracing keeps links to packages of which it needed no file: nothing can be loaded there.
  if (real === undefined) return [];
  if (isBelow(root, real)) return [{ path, link: relativeLink(root, folder, source) }];
  if (statSync(real).isFile()) return [file(real, path)];
  return walk({ root: real, folder: real, prefix: path });
}

function realPathOf(source: string): string | undefined {
  try {
    return realpathSync(source);
  } catch {
    return undefined;
  }
}

function relativeLink(root: string, folder: string, source: string): string {
  const target = readlinkSync(source);
  const absolute = isAbsolute(target) ? target : join(dirname(source), target);
  const place = isBelow(root, absolute) ? absolute : realpathSync(source);
  return relative(folder, place).split(sep).join('/');
}

function isBelow(root: string, path: string): boolean {
  const inside = relative(root, path);
  return inside !== '' && !inside.startsWith('..') && !isAbsolute(inside);
}

/** What a build wrote into its output although it depends on the machine or on chance. */
interface NonDeterminism {
  /** Spellings of the checkout's path, longest first. */
  readonly checkoutPaths: readonly string[];
  readonly appRoot: string;
  /** Next's random keys; each is replaced by one of equal length. */
  readonly keys: readonly PreviewKey[];
}

export interface PreviewKey {
  readonly name: string;
  readonly value: string;
}

/** A path on Windows also occurs with slashes, and in JSON with its backslashes doubled. */
export function checkoutSpellings(checkouts: readonly string[], appRoot: string): string[] {
  const spellings = checkouts
    .filter((checkout) => checkout !== appRoot)
    .flatMap((checkout) => [
      checkout,
      checkout.replaceAll('\\', '\\\\'),
      checkout.replaceAll('\\', '/'),
    ]);
  return [...new Set(spellings)].sort((a, b) => b.length - a.length);
}

/**
 * Where the output was built, as Next wrote it down: a task cache brings outputs of other checkouts,
 * which name their own path and not the one of this checkout.
 */
export function builtCheckout(requiredServerFiles: string, projectRoot: string): string[] {
  const { appDir } = JSON.parse(requiredServerFiles) as { readonly appDir?: unknown };
  if (typeof appDir !== 'string') return [];
  const folder = appDir.replaceAll('\\', '/');
  const isWhole = folder.endsWith(`/${projectRoot}`) && folder.length > projectRoot.length + 1;
  return isWhole ? [appDir.slice(0, -projectRoot.length - 1)] : [];
}

/** Replaces the path only where it stands as a whole: `/src/app` is not `/src` in `/lib/src/app`. */
function rewritePaths(text: string, { checkoutPaths, appRoot }: NonDeterminism): string {
  return checkoutPaths.reduce((result, path) => result.replaceAll(wholePath(path), appRoot), text);
}

function wholePath(path: string): RegExp {
  const literal = path.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
  return new RegExp(String.raw`(?<![\w.-])${literal}(?![\w.-])`, 'g');
}

function namesCheckout(content: Buffer, { checkoutPaths }: NonDeterminism): boolean {
  const found = checkoutPaths.filter((path) => content.includes(path));
  return found.some((path) => wholePath(path).test(content.toString('utf8')));
}

function replaceKeys(
  text: string,
  keys: readonly PreviewKey[],
  replacement: (key: PreviewKey) => string,
): string {
  return keys.reduce((result, key) => result.replaceAll(key.value, replacement(key)), text);
}

const previewKeyNames = [
  'previewModeId',
  'previewModeSigningKey',
  'previewModeEncryptionKey',
] as const;

/** Next draws these anew for each build; they are in prerender-manifest.json under `preview`. */
export function readPreviewKeys(prerenderManifest: string): PreviewKey[] {
  const { preview = {} } = JSON.parse(prerenderManifest) as {
    readonly preview?: Readonly<Record<string, unknown>>;
  };
  return previewKeyNames.flatMap((name) => {
    const value = preview[name];
    return typeof value === 'string' && value !== '' ? [{ name, value }] : [];
  });
}

interface WrittenOutput {
  readonly digest: string;
  readonly files: number;
  readonly sizeBytes: number;
}

/**
 * A file with one of Next's random keys, which are derived from the digest of all other content.
 */
interface PendingFile {
  readonly file: OutputFile;
  readonly text: string;
}

/**
 * Writes the files without what differs between machines, and gives the digest of the result. Synchronously:
 * with thousands of small files the queue of Node's threads takes longer than the disk.
 */
export function writeOutput(
  files: readonly OutputFile[],
  folder: string,
  nonDeterminism: NonDeterminism,
  project: string,
): WrittenOutput {
  const hash = createHash('sha256');
  const pending: PendingFile[] = [];
  let sizeBytes = 0;
  makeFolders(folder, files);
  for (const file of [...files].sort((a, b) => (a.path < b.path ? -1 : 1))) {
    if ('link' in file) {
      hash.update(`${JSON.stringify([file.path, 'link', file.link])}\n`);
      writeLink(folder, file.path, file.link);
      continue;
    }
    const source = 'text' in file ? Buffer.from(file.text) : readFileSync(file.source);
    const content = normalise(source, file.path, nonDeterminism, project);
    sizeBytes += content.length;
    const hasKey = nonDeterminism.keys.some(({ value }) => content.includes(value, 0, 'latin1'));
    const text = hasKey ? content.toString('latin1') : undefined;
    const masked = text === undefined ? content : withoutKeys(text, nonDeterminism.keys);
    const sha256 = createHash('sha256').update(masked).digest('hex');
    hash.update(`${JSON.stringify([file.path, isExecutable(file), sha256])}\n`);
    if (text === undefined) writeContent(folder, file, content);
    else pending.push({ file, text });
  }
  const digest = hash.digest('hex');
  for (const { file, text } of pending) {
    const fixed = replaceKeys(text, nonDeterminism.keys, (key) => derivedKey(digest, key));
    writeContent(folder, file, Buffer.from(fixed, 'latin1'));
  }
  return { digest, files: files.length, sizeBytes };
}

function withoutKeys(text: string, keys: readonly PreviewKey[]): Buffer {
  const masked = replaceKeys(text, keys, ({ value }) => '0'.repeat(value.length));
  return Buffer.from(masked, 'latin1');
}

/** Hexadecimal as Next's own keys, of the same length, and the same for the same output. */
function derivedKey(digest: string, { name, value }: PreviewKey): string {
  return createHash('sha512').update(`${name}:${digest}`).digest('hex').slice(0, value.length);
}

function normalise(
  content: Buffer,
  path: string,
  nonDeterminism: NonDeterminism,
  project: string,
): Buffer {
  if (!namesCheckout(content, nonDeterminism)) return content;
  const isText = !content.includes(0);
  const rewritten = isText
    ? Buffer.from(rewritePaths(content.toString('utf8'), nonDeterminism), 'utf8')
    : content;
  if (!namesCheckout(rewritten, nonDeterminism)) return rewritten;
  throw new UserError(
    'NXHELM_CHECKOUT_PATH',
    `${path} of the build's output names the checkout's folder, so equal sources would give different images`,
    'find what writes it, or leave the file out by outputFileTracingExcludes in next.config',
    { project },
  );
}

function writeContent(folder: string, file: OutputFile, content: Buffer): void {
  const target = join(folder, file.path);
  writeFileSync(target, content);
  chmodSync(target, isExecutable(file) ? 0o755 : 0o644);
}

function isExecutable(file: OutputFile): boolean {
  return 'isExecutable' in file && file.isExecutable;
}

function writeLink(folder: string, path: string, link: string): void {
  // Packages link folders; a junction would be absolute, and an image has another root.
  symlinkSync(link, join(folder, path), 'dir');
}

/** A container's user reads these folders, whatever the umask of the machine that built was. */
function makeFolders(folder: string, files: readonly OutputFile[]): void {
  const folders = new Set<string>();
  for (const { path } of files) {
    for (let at = dirname(path); at !== '.' && !folders.has(at); at = dirname(at)) folders.add(at);
  }
  mkdirSync(folder, { recursive: true });
  // A folder sorts before what is in it.
  for (const path of [...folders].sort()) {
    mkdirSync(join(folder, path), { recursive: true });
    chmodSync(join(folder, path), 0o755);
  }
}
