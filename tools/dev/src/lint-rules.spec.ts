import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { workspaceRoot } from './environment.ts';

jest.setTimeout(120_000);

interface FileReport {
  readonly filePath: string;
  readonly messages: readonly { readonly ruleId: string | null }[];
}

/** The rules that each planted file breaks, by its path. */
function brokenRules(planted: Readonly<Record<string, string>>): Record<string, (string | null)[]> {
  const root = mkdtempSync(join(tmpdir(), 'taskora-lint-'));
  try {
    for (const path of ['eslint.config.mjs', 'tsconfig.base.json', 'tools/dev/hooks']) {
      cpSync(join(workspaceRoot, path), join(root, path), { recursive: true });
    }
    symlinkSync(join(workspaceRoot, 'node_modules'), join(root, 'node_modules'), 'junction');
    for (const [file, text] of Object.entries(planted)) {
      mkdirSync(dirname(join(root, file)), { recursive: true });
      writeFileSync(join(root, file), `${text}\n`);
    }
    const eslint = join(workspaceRoot, 'node_modules/eslint/bin/eslint.js');
    const rules = ['--config', 'tools/dev/hooks/eslint.config.mjs', '--format', 'json'];
    const { stdout, stderr } = spawnSync(
      process.execPath,
      [eslint, ...rules, ...Object.keys(planted)],
      { cwd: root, encoding: 'utf8' },
    );
    if (stdout === '') throw new Error(stderr);
    const reports = JSON.parse(stdout) as FileReport[];
    return Object.fromEntries(
      reports.map(({ filePath, messages }) => [
        filePath.slice(filePath.indexOf('taskora-lint-')).split('/').slice(1).join('/'),
        messages.map(({ ruleId }) => ruleId),
      ]),
    );
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

const spawnText = "import { spawn } from 'node:child_process';\nspawn('true', []);";
const tinyexecText = "import { x } from 'tinyexec';\nawait x('true', []);";

describe('the rules of the linter', () => {
  it('let only the listed files and tests start programs, by arguments', () => {
    const imports = '@typescript-eslint/no-restricted-imports';
    expect(
      brokenRules({
        'tools/minikube/src/planted.ts': spawnText,
        'tools/nx-helm/src/release/planted.ts': tinyexecText,
        'apps/web/src/planted.ts': spawnText,
        'tools/dev/setup/planted.mjs': spawnText,
        'tools/bench/src/late.ts': "await import('node:child_process');",
        'tools/bench/src/required.ts': "export const found: unknown = require('child_process');",
        'tools/bench/src/type.ts':
          "import type { ChildProcess } from 'node:child_process';\nexport type Child = ChildProcess;",
        'tools/base/src/run.ts': tinyexecText,
        'tools/dev/setup/run.mjs': spawnText,
        'tools/minikube/src/planted.spec.ts': spawnText,
        'tools/base/src/processes.ts':
          "import { execSync } from 'node:child_process';\nexecSync('true');",
      }),
    ).toEqual({
      'tools/minikube/src/planted.ts': [imports],
      'tools/nx-helm/src/release/planted.ts': [imports],
      'apps/web/src/planted.ts': [imports],
      'tools/dev/setup/planted.mjs': [imports],
      'tools/bench/src/late.ts': ['no-restricted-syntax'],
      'tools/bench/src/required.ts': expect.arrayContaining(['no-restricted-syntax']),
      'tools/bench/src/type.ts': [],
      'tools/base/src/run.ts': [],
      'tools/dev/setup/run.mjs': [],
      'tools/minikube/src/planted.spec.ts': [],
      'tools/base/src/processes.ts': [imports],
    });
  });

  it('list no file that starts no program', () => {
    const { stdout } = spawnSync(
      process.execPath,
      [
        '--eval',
        "import('./eslint.config.mjs').then(({ processStarters }) => console.log(JSON.stringify(processStarters)))",
      ],
      { cwd: workspaceRoot, encoding: 'utf8' },
    );
    const listed = JSON.parse(stdout) as string[];
    expect(listed.length).toBeGreaterThan(3);
    const starts = /(?:from |import\()'(?:(?:node:)?child_process|tinyexec)'/;
    expect(
      listed.filter((file) => !starts.test(readFileSync(join(workspaceRoot, file), 'utf8'))),
    ).toEqual([]);
  });

  it('refuse ids that browsers make on https alone', () => {
    const syntax = ['no-restricted-syntax'];
    expect(
      brokenRules({
        'apps/web/src/a.tsx': 'export const id = crypto.randomUUID();',
        'libs/ui/src/b.ts': "export const id = globalThis.crypto['randomUUID']();",
        'libs/front-end/src/browser/c.ts': 'export const { randomUUID } = crypto;',
        'libs/front-end/src/http/d.ts':
          "import { randomUUID } from 'node:crypto';\nexport const id = randomUUID();",
        'tools/bench/src/e.ts': 'export const id = crypto.randomUUID();',
      }),
    ).toEqual({
      'apps/web/src/a.tsx': syntax,
      'libs/ui/src/b.ts': syntax,
      'libs/front-end/src/browser/c.ts': syntax,
      'libs/front-end/src/http/d.ts': [],
      'tools/bench/src/e.ts': [],
    });
  });
});
