import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const project = join(__dirname, '..');
const workspace = join(project, '../..');
const generatedFile = 'src/generated/api.gen.ts';

/** Generates in a copy, so that a failing test leaves the checkout as it was. */
function generateInCopy(copy: string): string {
  const place = (from: string, to: string) => {
    mkdirSync(dirname(join(copy, to)), { recursive: true });
    cpSync(join(workspace, from), join(copy, to), { recursive: true });
  };
  place('apps/api/openapi.json', 'apps/api/openapi.json');
  for (const file of [
    'orval.config.ts',
    'package.json',
    'src/keepalive.ts',
    'src/request.ts',
    'src/problem.ts',
    generatedFile,
  ]) {
    place(`libs/api-client/${file}`, `libs/api-client/${file}`);
  }
  symlinkSync(join(workspace, 'node_modules'), join(copy, 'node_modules'), 'junction');
  const cwd = join(copy, 'libs/api-client');
  const orval = join(workspace, 'node_modules/orval/dist/bin/orval.mjs');
  const result = spawnSync(process.execPath, [orval, '--config', 'orval.config.ts'], {
    cwd,
    encoding: 'utf8',
  });
  if (result.status !== 0) throw new Error(result.stderr + result.stdout);
  return readFileSync(join(cwd, generatedFile), 'utf8');
}

describe('generated client (A1)', () => {
  it('equals what the API describes now', () => {
    const copy = mkdtempSync(join(tmpdir(), 'taskora-api-client-'));
    try {
      const committed = readFileSync(join(project, generatedFile), 'utf8');
      const isCurrent = generateInCopy(copy) === committed;
      // Do: npm run generate -w @taskora/api-client
      expect(isCurrent).toBe(true);
    } finally {
      rmSync(copy, { recursive: true, force: true });
    }
  }, 60_000);
});
