import { spawn } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { workspaceRoot } from './stamps.mjs';

const copied = [
  ...[
    'minikube.json',
    'package.json',
    'package-lock.json',
    '.npmrc',
    'apps/api/requirements-dev.lock',
  ],
  ...['tools/dev/setup.mjs', 'tools/dev/setup', 'tools/dev/debian-packages.txt'],
  ...['tools/dev/requirements-uv.lock', 'tools/minikube', 'tools/nx-helm/src/image/run-probe'],
  ...['tools/base/package.json', 'tools/base/src', 'tools/nx-helm/src/base'],
];

const hybrid = 'cgroups in hybrid mode not supported';

// Each run starts the programs that it asks.
jest.setTimeout(60_000);

describe('the first command on a machine that nobody has met', () => {
  let folder;
  let server;
  let registry;

  /** A clone of its own, and a path on which each program is planted. */
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'taskora-first-contact-'));
    for (const path of copied) {
      mkdirSync(dirname(join(folder, 'clone', path)), { recursive: true });
      cpSync(join(workspaceRoot, path), join(folder, 'clone', path), { recursive: true });
    }
    mkdirSync(join(folder, 'bin'));
    server = createServer((_request, response) => response.end());
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    registry = `http://127.0.0.1:${server.address().port}/`;
    plant(
      'npm',
      `case $1 in config) echo registry=${registry} ;; *) echo "$@" >> ${at('npm')} ;; esac`,
    );
    plant('python3', `case $1 in --version) echo Python 3.11.2 ;; -c) echo ${registry} ;; esac`);
    plant('dpkg-query', 'for name; do echo "installed $name"; done');
    plant('go', `case $2 in GOPROXY) echo ${registry} ;; *) echo go1.99.0 ;; esac`);
    for (const name of ['docker', 'apt-config', 'git']) plant(name, 'exit 1');
    plant(
      'apt-get',
      `case $1 in indextargets) echo ${registry} ;; *) echo "$@" >> ${at('apt')} ;; esac`,
    );
    plant('podman', 'exit 0');
  });

  afterEach(() => {
    server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const at = (name) => join(folder, name);

  function plant(name, script) {
    writeFileSync(join(folder, 'bin', name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(folder, 'bin', name), 0o755);
  }

  const setUp = (...args) => setUpOn([], ...args);

  /** `setup.mjs ARGS` on a Node with options, with a home of its own. */
  function setUpOn(options, ...args) {
    const env = { PATH: `${join(folder, 'bin')}:/usr/bin:/bin`, HOME: join(folder, 'home') };
    const program = join(folder, 'clone/tools/dev/setup.mjs');
    const child = spawn(process.execPath, [...options, program, ...args], {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const said = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text) => (said.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text) => (said.stderr += text));
    return new Promise((resolve) => {
      child.once('close', (status) => resolve({ status, ...said }));
    });
  }

  it('ends with all that is wrong in one error before anything is installed', async () => {
    plant('go', 'exit 127');
    plant('podman', `[ "$1" = info ] || { echo "${hybrid}" >&2; exit 1; }`);
    plant(
      'npm',
      `case $1 in config) echo registry=http://127.0.0.1:1/ ;; *) touch ${at('npm')} ;; esac`,
    );
    const { status, stderr } = await setUp('--cluster', 'tools/dev/src/commands/up.ts');
    expect(status).toBe(1);
    expect(stderr).toMatch(
      /^PREFLIGHT_FAILED: \d+ checks .*nothing has been installed or changed.*then npm run up\n/,
    );
    expect(stderr).toMatch(/\n {2}REGISTRY_UNREACHABLE: npm .*ECONNREFUSED.* Do: /);
    // Where a cluster can be made at all, it needs Go and an engine; elsewhere that comes first.
    expect(stderr).toMatch(/\n {2}(NO_GO|NOT_DEBIAN): .* Do: /);
    expect(stderr).toMatch(new RegExp(`\\n {2}ENGINE_CANNOT_RUN: .*${hybrid}.* Do: `));
    expect([existsSync(at('npm')), existsSync(at('apt')), existsSync(at('home'))]).toEqual([
      false,
      false,
      false,
    ]);
  });

  describe('what only the program of the cluster knows', () => {
    /** A cluster of somebody else, which is to be left alone. */
    beforeEach(() => {
      mkdirSync(at('home/.kube'), { recursive: true });
      const cluster = { name: 'production', cluster: { server: 'https://127.0.0.1:1' } };
      const context = { name: 'production', context: { cluster: 'production' } };
      const config = { 'current-context': 'production', clusters: [cluster], contexts: [context] };
      writeFileSync(at('home/.kube/config'), JSON.stringify(config));
      plant('dpkg-query', 'exit 1');
    });

    const earlyPackages = ['tinyexec', 'write-file-atomic', 'yaml'];
    const installed = (names) =>
      names.map((name) => join(workspaceRoot, 'node_modules', name)).join(' ');

    const bringsPackages = () =>
      plant(
        'npm',
        `case $1 in config) echo registry=${registry} ;; *) echo "$@" >> ${at('npm')}
          mkdir -p "$3/node_modules/.bin" && cd "$3/node_modules" && ln -s ${process.execPath} .bin/node
          ln -s ${installed(['node', ...earlyPackages])} . ;;
        esac`,
      );

    it.each([
      ['of today', []],
      ['that runs no TypeScript', ['--no-experimental-strip-types']],
    ])(
      'is refused on a Node %s as soon as npm has brought, once, the little which that needs',
      async (_, options) => {
        bringsPackages();
        for (const attempt of ['first', 'second']) {
          const { status, stderr } = await setUpOn(
            options,
            '--cluster',
            'tools/dev/src/commands/up.ts',
          );
          expect([attempt, stderr]).toEqual([
            attempt,
            expect.stringMatching(/^KUBE_CONTEXT_FOREIGN: .*production.* Do: .*\n$/),
          ]);
          expect([status, existsSync(at('apt'))]).toEqual([1, false]);
        }
        const read = (path) => JSON.parse(readFileSync(at(`clone/${path}package.json`), 'utf8'));
        const versions = {
          ...read('').devDependencies,
          ...read('tools/base/').dependencies,
          ...read('tools/minikube/').dependencies,
        };
        const names = [...(options.length === 0 ? [] : ['node']), ...earlyPackages];
        const wanted = names.map((name) => `${name}@${versions[name]}`).join(' ');
        const asked = `^install --prefix \\S+ .*=error ${wanted}\n$`;
        expect(readFileSync(at('npm'), 'utf8')).toMatch(new RegExp(asked));
      },
    );
  });

  it('says in one line that this checkout cannot be written, and starts nothing', async () => {
    writeFileSync(join(folder, 'clone', '.taskora'), '');
    const { status, stdout, stderr } = await setUp('tools/dev/src/commands/test.ts');
    expect(status).toBe(1);
    expect(stderr).toMatch(/^FILE_REFUSED: ENOTDIR: .*\.taskora.* Do: .*\n$/);
    expect([stdout, existsSync(at('npm'))]).toEqual(['', false]);
  });

  it('keeps the output of the programs that it runs in the log, and prints one line for each', async () => {
    plant(
      'npm',
      `case $1 in config) echo registry=${registry} ;; *) for i in 1 2 3; do echo "dpkg noise $i"; done; exit 1 ;; esac`,
    );
    const { status, stdout, stderr } = await setUp('tools/dev/src/commands/test.ts');
    expect(status).toBe(1);
    expect(stdout).toMatch(/^test: all output goes to (\.taskora\/logs\/test-[\d-]+\.log)\n/);
    expect(stdout).not.toContain('noise');
    // Also where nothing has ever been measured.
    expect(stdout).toMatch(
      /\nsetup: npm packages from package-lock\.json \.\.\., about \d+ s left\n/,
    );
    // The last lines of the step that failed, then the cause, the log, and the command.
    expect(stderr).toMatch(
      /^ {2}dpkg noise 1\n {2}dpkg noise 2\n {2}dpkg noise 3\nSETUP_STEP_FAILED: npm packages .*exit code 1.*\.taskora\/logs\/test-[\d-]+\.log\. Do: npm install /,
    );
    const [log] = readdirSync(join(folder, 'clone/.taskora/logs'));
    expect(readFileSync(join(folder, 'clone/.taskora/logs', log), 'utf8')).toContain('noise 3');
  });
});
