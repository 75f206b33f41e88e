import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '@taskora/base/run';
import { foreignEnvironment } from './environment.ts';

export interface Finished {
  readonly exitCode: number;
  /** Both streams as they came. */
  readonly output: string;
}

/** Runs a program as somebody outside this workspace would. */
export async function finish(
  cwd: string,
  program: string,
  args: readonly string[],
): Promise<Finished> {
  let output = '';
  const { exitCode, startError } = await run(program, args, {
    directory: cwd,
    environment: foreignEnvironment(),
    onOutput: (text) => (output += text),
  });
  if (startError !== undefined) throw startError;
  return { exitCode, output };
}

export async function succeed(
  cwd: string,
  program: string,
  args: readonly string[],
): Promise<string> {
  const { exitCode, output } = await finish(cwd, program, args);
  if (exitCode === 0) return output;
  throw new Error(`${program} ${args.join(' ')} ended with ${exitCode}:\n${output}`);
}

export function expectThat(isTrue: boolean, guarantee: string, evidence = ''): void {
  if (!isTrue) throw new Error(`not so: ${guarantee}\n${evidence}`);
}

const notTheirs = new Set(['node_modules', '.nx', 'dist']);

/** Every file that belongs to the workspace, by a hash of its content. */
export function workspaceFiles(root: string, folder = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (notTheirs.has(entry.name)) continue;
    if (entry.isDirectory()) {
      for (const [inner, hash] of workspaceFiles(root, path)) found.set(inner, hash);
    } else {
      const hash = createHash('sha256').update(readFileSync(join(root, path)));
      found.set(path, hash.digest('hex'));
    }
  }
  return found;
}

export function isSame(before: Map<string, string>, after: Map<string, string>): boolean {
  return (
    before.size === after.size && [...before].every(([path, hash]) => after.get(path) === hash)
  );
}
