import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { NxHelmError } from '../errors.ts';
import type { OutputFile } from './collect-files.ts';
import type { Accidents, PreviewKey } from './rewrite.ts';
import { namesCheckout, replaceKeys, rewritePaths } from './rewrite.ts';

export interface WrittenOutput {
  readonly digest: string;
  readonly files: number;
  readonly sizeBytes: number;
}

/** Text that holds one of Next's random keys; it can be written only when all else is known. */
interface Held {
  readonly file: OutputFile;
  readonly text: string;
}

/** Writes the files without what differs between machines, and gives the digest of the result. */
export async function writeOutput(
  files: readonly OutputFile[],
  folder: string,
  accidents: Accidents,
  project: string,
): Promise<WrittenOutput> {
  const hash = createHash('sha256');
  const held: Held[] = [];
  let sizeBytes = 0;
  for (const file of [...files].sort((a, b) => (a.path < b.path ? -1 : 1))) {
    if ('link' in file) {
      hash.update(`${JSON.stringify([file.path, 'link', file.link])}\n`);
      await writeLink(folder, file.path, file.link);
      continue;
    }
    const source = 'text' in file ? Buffer.from(file.text) : readFileSync(file.source);
    const content = normalise(source, file.path, accidents, project);
    sizeBytes += content.length;
    const text = content.toString('latin1');
    const masked = replaceKeys(text, accidents.keys, ({ value }) => '0'.repeat(value.length));
    const sha256 = createHash('sha256').update(masked, 'latin1').digest('hex');
    hash.update(`${JSON.stringify([file.path, isExecutable(file), sha256])}\n`);
    if (masked === text) await writeContent(folder, file, content);
    else held.push({ file, text });
  }
  const digest = hash.digest('hex');
  for (const { file, text } of held) {
    const fixed = replaceKeys(text, accidents.keys, (key) => derivedKey(digest, key));
    await writeContent(folder, file, Buffer.from(fixed, 'latin1'));
  }
  await openFolders(folder, files);
  return { digest, files: files.length, sizeBytes };
}

/** Hexadecimal as Next's own keys, of the same length, and the same for the same output. */
function derivedKey(digest: string, { name, value }: PreviewKey): string {
  return createHash('sha512').update(`${name}:${digest}`).digest('hex').slice(0, value.length);
}

function normalise(content: Buffer, path: string, accidents: Accidents, project: string): Buffer {
  if (!namesCheckout(content, accidents)) return content;
  const isText = !content.includes(0);
  const rewritten = isText
    ? Buffer.from(rewritePaths(content.toString('utf8'), accidents), 'utf8')
    : content;
  if (!namesCheckout(rewritten, accidents)) return rewritten;
  throw new NxHelmError({
    code: 'NXHELM_CHECKOUT_PATH',
    project,
    what: `${path} of the build's output names the checkout's folder, so equal sources would give different images`,
    command:
      'find what writes it, or leave the file out by outputFileTracingExcludes in next.config',
  });
}

async function writeContent(folder: string, file: OutputFile, content: Buffer): Promise<void> {
  const target = join(folder, file.path);
  await mkdir(dirname(target), { recursive: true });
  await writeFile(target, content);
  await chmod(target, isExecutable(file) ? 0o755 : 0o644);
}

function isExecutable(file: OutputFile): boolean {
  return 'isExecutable' in file && file.isExecutable;
}

async function writeLink(folder: string, path: string, link: string): Promise<void> {
  const target = join(folder, path);
  await mkdir(dirname(target), { recursive: true });
  await symlink(link, target);
}

/** A container's user reads these folders, whatever the umask of the machine that built was. */
async function openFolders(folder: string, files: readonly OutputFile[]): Promise<void> {
  const folders = new Set<string>();
  for (const { path } of files) {
    for (let at = dirname(path); at !== '.'; at = dirname(at)) folders.add(at);
  }
  for (const path of folders) await chmod(join(folder, path), 0o755);
}
