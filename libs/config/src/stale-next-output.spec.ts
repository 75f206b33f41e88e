import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const workspaceRoot = join(__dirname, '../../..');

describe.each(['web', 'chatbot'])('the typecheck of %s', (app) => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'taskora-typecheck-'));
    for (const name of ['tsconfig.json', 'tsconfig.check.json']) {
      mkdirSync(join(root, 'apps', app), { recursive: true });
      copyFileSync(join(workspaceRoot, 'apps', app, name), join(root, 'apps', app, name));
    }
    mkdirSync(join(root, 'libs/config'), { recursive: true });
    for (const name of ['tsconfig.base.json', 'libs/config/tsconfig.next.json']) {
      copyFileSync(join(workspaceRoot, name), join(root, name));
    }
    symlinkSync(join(workspaceRoot, 'node_modules'), join(root, 'node_modules'), 'junction');
  });
  afterEach(() => rmSync(root, { recursive: true }));

  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, 'apps', app, path)), { recursive: true });
    writeFileSync(join(root, 'apps', app, path), text);
  };

  /** As the task runs it. */
  function typecheck(): string {
    const project = readFileSync(join(workspaceRoot, 'apps', app, 'project.json'), 'utf8');
    const { targets } = JSON.parse(project) as {
      targets: { typecheck: { options: { command: string } } };
    };
    const [program = '', ...args] = targets.typecheck.options.command.split(' ');
    const path = join(workspaceRoot, 'node_modules/typescript/bin', program);
    // Nx asks for colours, with which a place is written differently.
    const plain = [path, ...args, '--pretty', 'false'];
    return spawnSync(process.execPath, plain, { cwd: join(root, 'apps', app), encoding: 'utf8' })
      .stdout;
  }

  it('is of what the commit holds, whatever an older build has left', () => {
    write('src/page.ts', 'export const page: number = 1;\n');
    write('next-env.d.ts', 'import "./.next/types/routes.d.ts";\n');
    write('.next/types/validator.ts', "import '../../src/app/removed/page.js';\n");
    write('.next/dev/types/validator.ts', "import '../../../src/app/removed/page.js';\n");
    expect(typecheck()).toBe('');
    write('src/page.ts', 'export const page: number = false;\n');
    expect(typecheck()).toMatch(/^src\/page\.ts\(1,14\): error TS2322/);
  }, 60_000);
});
