import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { workspaceRoot } from './environment.ts';

// Each asks Nx, which reads the whole workspace.
jest.setTimeout(120_000);

const folder = mkdtempSync(join(tmpdir(), 'inputs-spec-'));
afterAll(() => rmSync(folder, { recursive: true }));

const nx = createRequire(join(workspaceRoot, 'package.json')).resolve('nx/bin/nx');

const asked = new Map<string, Promise<ReadonlySet<string>>>();

/** The files on which the cached result of a target depends. */
function inputsOf(target: string): Promise<ReadonlySet<string>> {
  const answer = asked.get(target) ?? askInputs(target);
  asked.set(target, answer);
  return answer;
}

async function askInputs(target: string): Promise<ReadonlySet<string>> {
  const file = join(folder, `${target.replaceAll(':', '-')}.json`);
  const output = openSync(file, 'w');
  try {
    // Nx ends without waiting for a pipe that does not take all at once; a file does.
    const program = spawn(process.execPath, [nx, 'show', 'target', 'inputs', target, '--json'], {
      cwd: workspaceRoot,
      env: { ...process.env, NX_DAEMON: 'false' },
      stdio: ['ignore', output, 'inherit'],
    });
    expect(await once(program, 'exit')).toEqual([0, null]);
  } finally {
    closeSync(output);
  }
  const { files } = JSON.parse(readFileSync(file, 'utf8')) as { readonly files: readonly string[] };
  return new Set(files);
}

describe('a test is not answered from the cache after what it reads has changed', () => {
  it('of dev, whose specs read every file of the workspace', async () => {
    const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
    const listed = execFileSync('git', args, { cwd: workspaceRoot, encoding: 'utf8' })
      .split('\0')
      // Git also lists what is removed and not yet staged.
      .filter((file) => file !== '' && existsSync(join(workspaceRoot, file)));
    const inputs = await inputsOf('dev:test');
    expect(listed.filter((file) => !inputs.has(file))).toEqual([]);
  });

  it.each([
    ['nx-helm', 'LICENSE'],
    ['nx-helm', '.npmrc'],
    ['nx-helm', '.prettierrc.json'],
    ['nx-helm', 'docs/pipeline.md'],
    ['nx-helm', 'tools/base/README.md'],
    ['nx-helm', 'tools/base/src/run.ts'],
    ['nx-helm', 'tools/rooms/planted-copy.ts'],
    ['nx-helm', 'tools/nx-helm/.dependency-cruiser.mjs'],
    ['chart-tests', 'apps/web/chart/values.yaml'],
    ['chart-tests', 'infra/charts/service/README.md'],
    ['chart-tests', 'infra/environments/prod.yaml'],
    ['chart-tests', 'infra/images/debian/jest.config.mjs'],
    ['chart-tests', 'infra/images/postgres/files/start'],
    ['chart-tests', 'tools/base/src/quantity.ts'],
    ['chart-tests', 'docs/monitoring.md'],
    ['chart-tests', 'tools/nx-helm/README.md'],
    ['config', 'apps/web/.env.example'],
    ['config', 'apps/chatbot/Dockerfile.dockerignore'],
    ['config', 'apps/web/tsconfig.check.json'],
    ['ui', 'apps/chatbot/src/app/page.tsx'],
    ['api-client', 'apps/api/openapi.json'],
    ['grammar', 'apps/api/src/taskora_api/grammar/data/en.json'],
    ['grammar', 'apps/api/src/taskora_api/grammar/line.py'],
    ['grammar', 'apps/api/tests/language/data/due_dates.tsv'],
    ['grammar', 'apps/api/tools/grammar_lines.py'],
    ['front-end', 'tools/rooms/planted-copy.ts'],
    ['minikube', 'minikube.json'],
  ])('of %s, whose specs read %s', async (project, file) => {
    expect((await inputsOf(`${project}:test`)).has(file)).toBe(true);
  });
});
