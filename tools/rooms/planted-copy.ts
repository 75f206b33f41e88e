import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const workspaceRoot = join(import.meta.dirname, '..', '..');

export interface PlantedCopy {
  /** Puts a line before those of a file in `src`. */
  prepend: (file: string, line: string) => void;
  /** Makes a file in `src`. */
  write: (file: string, text: string) => void;
  /** The names of the broken rules, as the target `rooms` reports them. */
  brokenRules: () => Promise<readonly string[]>;
  remove: () => void;
}

function cruise(folder: string): Promise<string> {
  const cli = join(workspaceRoot, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
  const args = [cli, '--config', '.dependency-cruiser.mjs', '--output-type', 'json', 'src'];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let errors = '';
    child.stdout.on('data', (text: Buffer) => (output += text.toString()));
    child.stderr.on('data', (text: Buffer) => (errors += text.toString()));
    child.on('error', reject);
    child.on('close', () => (output === '' ? reject(new Error(errors)) : resolve(output)));
  });
}

/** A copy of a package, such as `libs/front-end`, in which a test breaks the rules of its rooms. */
export function copyOf(packagePath: string): PlantedCopy {
  const root = mkdtempSync(join(tmpdir(), 'taskora-rooms-'));
  const folder = join(root, packagePath);
  for (const part of ['src', 'package.json', '.dependency-cruiser.mjs']) {
    cpSync(join(workspaceRoot, packagePath, part), join(folder, part), { recursive: true });
  }
  cpSync(join(workspaceRoot, 'tools/rooms/rules.mjs'), join(root, 'tools/rooms/rules.mjs'));
  const { compilerOptions } = JSON.parse(
    readFileSync(join(workspaceRoot, 'tsconfig.base.json'), 'utf8'),
  ) as { readonly compilerOptions: object };
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ compilerOptions, include: ['src/**/*.ts'] }),
  );
  symlinkSync(join(workspaceRoot, 'node_modules'), join(root, 'node_modules'), 'junction');
  return {
    prepend: (file, line) => {
      const path = join(folder, 'src', file);
      writeFileSync(path, `${line}\n${readFileSync(path, 'utf8')}`);
    },
    write: (file, text) => writeFileSync(join(folder, 'src', file), text),
    brokenRules: async () => {
      const { summary } = JSON.parse(await cruise(folder)) as {
        readonly summary: { readonly violations: readonly { readonly rule: { name: string } }[] };
      };
      return [...new Set(summary.violations.map(({ rule }) => rule.name))].toSorted();
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}
