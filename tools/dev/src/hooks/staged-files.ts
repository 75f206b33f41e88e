import { spawn, spawnSync } from 'node:child_process';
import { existsSync, lstatSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format, getFileInfo, resolveConfig } from 'prettier';
import { pythonProgram } from '../../setup/programs.mjs';

const ruff = pythonProgram('.venv', 'ruff');

function files(...args: string[]): string[] {
  const { stdout } = spawnSync('git', [...args, '--name-only', '-z'], { encoding: 'utf8' });
  return stdout.split('\0').filter((file) => file !== '');
}

/** Whether a program that shows its own output has ended well. */
function succeeds(program: string, args: readonly string[]): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  spawn(program, args, { stdio: ['ignore', 'inherit', 'inherit'] })
    .on('error', () => resolve(false))
    .on('close', (exitCode) => resolve(exitCode === 0));
  return promise;
}

function lintScripts(scripts: readonly string[]): Promise<boolean> {
  if (scripts.length === 0) return Promise.resolve(true);
  const cache = ['--cache', '--cache-strategy=content', '--cache-location=.taskora/hooks/eslint'];
  const rules = ['--config', join('tools', 'dev', 'hooks', 'eslint.config.mjs')];
  const eslint = join('node_modules', 'eslint', 'bin', 'eslint.js');
  const options = [...rules, ...cache, '--no-warn-ignored', '--max-warnings=0'];
  return succeeds(process.execPath, [eslint, ...options, ...scripts]);
}

async function lintPython(python: readonly string[]): Promise<boolean> {
  return python.length === 0 || (await succeeds(ruff, ['check', '--quiet', ...python]));
}

/** What Prettier makes of a file where that differs; undefined also where it knows no such files. */
async function formatted(file: string): Promise<{ file: string; text: string } | undefined> {
  const { ignored, inferredParser } = await getFileInfo(file, { ignorePath: '.prettierignore' });
  if (ignored || inferredParser === null) return undefined;
  const before = await readFile(file, 'utf8');
  const text = await format(before, { ...(await resolveConfig(file)), filepath: file });
  return text === before ? undefined : { file, text };
}

/**
 * Formats what is staged, stages it again and lints it; whether all checks succeed. A file that also
 * has changes that are not staged is left alone: formatting it would stage them.
 */
export async function checkStaged(): Promise<boolean> {
  const edited = new Set(files('diff'));
  const staged = files('diff', '--cached', '--diff-filter=ACMR').filter(isRegularFile);
  const whole = staged.filter((file) => !edited.has(file));
  const partly = staged.filter((file) => edited.has(file));
  const python = whole.filter((file) => file.endsWith('.py'));
  const scripts = whole.filter((file) => /\.(tsx?|mjs)$/.test(file));

  if (partly.length > 0) console.error(`Only partly staged, so not checked: ${partly.join(', ')}`);
  if (python.length > 0 && !existsSync(ruff)) {
    console.error(
      'HOOK_NO_RUFF: the packages of Python are not installed. Do: node tools/dev/setup.mjs',
    );
    return false;
  }

  // The linters read the files meanwhile, so nothing is written before they have ended.
  const [areLinted, changes] = await Promise.all([
    Promise.all([lintScripts(scripts), lintPython(python)]),
    Promise.all(whole.map(formatted)),
  ]);
  for (const change of changes) if (change) await writeFile(change.file, change.text);
  const isFormatted =
    python.length === 0 || (await succeeds(ruff, ['format', '--quiet', ...python]));
  if (whole.length > 0) spawnSync('git', ['add', '--', ...whole], { stdio: 'inherit' });
  return isFormatted && areLinted.every(Boolean);
}

/** Git lists symbolic links and submodules, too, which no check reads. */
function isRegularFile(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false })?.isFile() === true;
}
