import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const programs = join('node_modules', '.bin');
const ruff = join('.venv', 'bin', 'ruff');

function files(...args: string[]): string[] {
  const { stdout } = spawnSync('git', [...args, '--name-only', '-z'], { encoding: 'utf8' });
  return stdout.split('\0').filter((file) => file !== '');
}

function node(program: string, ...args: string[]): void {
  check(process.execPath, [join(programs, program), ...args]);
}

function check(program: string, args: readonly string[]): void {
  const { status } = spawnSync(program, args, { stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) process.exit(1);
}

/**
 * Formats what is staged, stages it again and lints it; ends this program where a check fails. A file
 * that also has changes that are not staged is left alone: formatting it would stage them.
 */
export function checkStaged(): void {
  const edited = new Set(files('diff'));
  const staged = files('diff', '--cached', '--diff-filter=ACMR');
  const whole = staged.filter((file) => !edited.has(file));
  const partly = staged.filter((file) => edited.has(file));
  const python = whole.filter((file) => file.endsWith('.py'));
  const scripts = whole.filter((file) => /\.(tsx?|mjs)$/.test(file));

  if (partly.length > 0) console.error(`Only partly staged, so not checked: ${partly.join(', ')}`);
  if (python.length > 0 && !existsSync(ruff)) {
    console.error(
      'HOOK_NO_RUFF: the packages of Python are not installed. Do: node tools/dev/setup.mjs',
    );
    process.exit(1);
  }

  if (whole.length > 0)
    node('prettier', '--write', '--ignore-unknown', '--log-level=warn', ...whole);
  if (python.length > 0) check(ruff, ['format', '--quiet', ...python]);
  if (whole.length > 0) check('git', ['add', '--', ...whole]);
  if (scripts.length > 0) {
    const cache = ['--cache', '--cache-strategy=content', '--cache-location=.taskora/hooks/eslint'];
    const rules = ['--config', join('tools', 'dev', 'hooks', 'eslint.config.mjs')];
    node('eslint', ...rules, ...cache, '--no-warn-ignored', '--max-warnings=0', ...scripts);
  }
  if (python.length > 0) check(ruff, ['check', '--quiet', ...python]);
}
