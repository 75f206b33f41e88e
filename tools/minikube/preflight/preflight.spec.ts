import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createSandbox, writeFileAt, type Sandbox } from '../src/__fixtures__/settings.ts';
import { hostPath } from '../src/base/settings.ts';
import { describeFindings } from './finding.mjs';
import { goFinding } from './go.mjs';
import { diskFinding, diskFindings, freeBytes, needOfBuilds, sizeFindings } from './host.mjs';
import { ENGINE_PACKAGES, engineFinding } from './engine.mjs';
import { expectedProvider, preflight, type Needs } from './preflight.mjs';

const NEEDS: Needs = { cluster: true, packaged: false, registries: [] };
const ENGINE = { engine: 'podman', how: 'podman as it is', answered: true, reasons: [] } as const;

// Each preflight starts the programs that it asks.
jest.setTimeout(30_000);

describe('what a machine lacks for a cluster, found before anything is installed', () => {
  let sandbox: Sandbox;
  beforeEach(() => {
    sandbox = createSandbox();
    sandbox.program('go', 'echo go1.99.0');
    for (const name of ['dpkg-query', 'apt-get', 'apt-config']) sandbox.program(name, 'exit 0');
  });
  afterEach(() => sandbox.remove());

  /** A Debian whose engine answers as given; without a kernel of its own, so that much is wrong with it. */
  function findingsOf(answer: object = ENGINE, needs: Partial<Needs> = {}, userId = 0) {
    const settings = { ...sandbox.settings, userId };
    const probe = join(settings.workspace, settings.engineProbe);
    writeFileAt(probe, `console.log(${JSON.stringify(JSON.stringify(answer))});`);
    return preflight({ ...NEEDS, ...needs }, settings);
  }
  const codes = async (...args: Parameters<typeof findingsOf>): Promise<string[]> =>
    (await findingsOf(...args)).findings.map(({ code }) => code);
  const onDebian = (): void =>
    writeFileAt(hostPath(sandbox.settings, '/etc/os-release'), 'ID=debian\n');
  const withPackages = (...names: string[]): void => {
    sandbox.program('dpkg-query', names.map((name) => `echo installed ${name}`).join('\n'));
  };

  it('is reported at once, all of it, and nothing is written anywhere', async () => {
    onDebian();
    withPackages(...ENGINE_PACKAGES);
    sandbox.program('go', 'echo go1.20');
    const before = readdirSync(sandbox.folder, { recursive: true }).length;
    const refusing = { answered: true, reasons: ['podman as it is: cgroups in hybrid mode'] };
    const found = await codes(refusing);
    expect(found).toEqual(
      expect.arrayContaining([
        'CONTROL_GROUPS_MISSING',
        'KERNEL_FEATURE_MISSING',
        'NO_DEFAULT_ROUTE',
        'GO_TOO_OLD',
        'ENGINE_CANNOT_RUN',
      ]),
    );
    // Beside the planted probe.
    expect(readdirSync(sandbox.folder, { recursive: true }).length - before).toBe(1);
  });

  it('is a folder that cannot be written, or one for files of a moment that is not there', async () => {
    onDebian();
    const { settings } = sandbox;
    const file = join(sandbox.folder, 'file');
    writeFileAt(file, '');
    const odd = { ...settings, cache: join(file, 'cache'), temporary: join(file, '..', 'gone') };
    const { findings } = await preflight({ ...NEEDS, packaged: true }, odd);
    const found = findings.filter(({ code }) => code === 'FOLDER_NOT_WRITABLE');
    expect(found.map(({ what }) => what)).toEqual([
      expect.stringContaining(`${join(file, 'cache')}, which cannot be written (${file} is not`),
      expect.stringMatching(/gone, which cannot be written \(ENOENT/),
    ]);
    expect(found.map(({ fix }) => fix)).toEqual([
      expect.stringContaining('XDG_CACHE_HOME'),
      expect.stringContaining('TMPDIR'),
    ]);
  });

  it('is one line for one finding, and lists several below one error', () => {
    const one = { code: 'PORT_TAKEN', what: 'port 1 is taken', fix: 'kill 2' };
    const other = { code: 'NO_GO', what: 'Go is not installed', fix: 'install Go' };
    expect(describeFindings([one], 'npm run up')).toBe(
      'PORT_TAKEN: port 1 is taken. Do: kill 2, then npm run up',
    );
    expect(describeFindings([one, other], 'npm run up').split('\n')).toEqual([
      expect.stringMatching(
        /^PREFLIGHT_FAILED: 2 checks .*, and nothing has been installed or changed\. Do: /,
      ),
      '  PORT_TAKEN: port 1 is taken. Do: kill 2',
      '  NO_GO: Go is not installed. Do: install Go',
    ]);
  });

  it('is, elsewhere than on Debian, just that, with the engine that is missing', async () => {
    const none = { answered: false, reasons: ['docker is not installed'] };
    expect(await codes(none)).toEqual(
      expect.arrayContaining(['NOT_DEBIAN', 'NO_CONTAINER_ENGINE']),
    );
    expect(await codes(none)).not.toContain('CONTROL_GROUPS_MISSING');
  });

  it.each([
    ['darwin', 'macOS'],
    ['win32', 'Windows'],
  ] as const)('is on %s one line, with what to install', async (platform, system) => {
    onDebian();
    const probe = join(sandbox.settings.workspace, sandbox.settings.engineProbe);
    writeFileAt(probe, `console.log(${JSON.stringify(JSON.stringify(ENGINE))});`);
    const { findings } = await preflight(NEEDS, { ...sandbox.settings, platform });
    expect(describeFindings(findings, 'npm run up')).toBe(
      `NOT_DEBIAN: no Minikube runs here, and one can be made from Go modules on Debian only (this is ${system}). Do: install minikube and Docker Desktop, then npm run up`,
    );
  });

  it.each([
    ['darwin', 'minikube'],
    ['win32', 'minikube.exe'],
  ] as const)('is nothing on %s with %s and an engine', async (platform, name) => {
    sandbox.program(name, 'exit 0');
    const probe = join(sandbox.settings.workspace, sandbox.settings.engineProbe);
    writeFileAt(probe, `console.log(${JSON.stringify(JSON.stringify(ENGINE))});`);
    const settings = { ...sandbox.settings, platform };
    expect(expectedProvider(settings)).toBe('minikube-start');
    expect((await preflight(NEEDS, settings)).findings).toEqual([]);
  });

  it('is no engine on a Debian where podman is going to be installed, until it has been', async () => {
    onDebian();
    const none = { answered: false, reasons: ['podman is not installed'] };
    expect(await codes(none)).not.toContain('NO_CONTAINER_ENGINE');
    expect(await codes(none, { packaged: true })).toContain('NO_CONTAINER_ENGINE');
  });

  it('is no engine that a package which is going to be installed may repair, until it has been', async () => {
    onDebian();
    withPackages('podman', 'fuse-overlayfs');
    const refusing = { answered: true, reasons: ['podman as it is: cgroups in hybrid mode'] };
    expect(await codes(refusing)).not.toContain('ENGINE_CANNOT_RUN');
    expect(await codes(refusing, { packaged: true })).toContain('ENGINE_CANNOT_RUN');
    withPackages(...ENGINE_PACKAGES);
    expect(await codes(refusing)).toContain('ENGINE_CANNOT_RUN');
  });

  it('is, for others than root, not the engine, which will answer root something else', async () => {
    onDebian();
    const none = { answered: false, reasons: ['podman info: no newuidmap'] };
    const found = await codes(none, {}, 1000);
    expect(found).toContain('NOT_ROOT');
    expect(found).not.toContain('NO_CONTAINER_ENGINE');
    // A Minikube that is installed is started by the person, with the engine that answers them.
    sandbox.program('minikube', 'exit 0');
    expect(await codes(none, {}, 1000)).toContain('NO_CONTAINER_ENGINE');
  });

  it('is nothing where a cluster is there, which is asked itself', async () => {
    writeFileAt(join(sandbox.settings.cache, 'cluster.json'), '{}');
    expect(await findingsOf()).toEqual({ findings: [], summary: '' });
  });

  it('says which engine builds the images, and why', async () => {
    const reasons = ['podman as it is: cgroups in hybrid mode not supported'];
    const { summary } = await findingsOf({
      ...ENGINE,
      how: 'podman with the runtime runc',
      reasons,
    });
    expect(summary).toBe(`images are built by podman with the runtime runc (${reasons[0]})`);
  });

  it('is the provider that a cluster is likely to have', () => {
    const { settings } = sandbox;
    expect(expectedProvider(settings)).toBe('modules');
    sandbox.program('minikube', 'exit 0');
    expect(expectedProvider(settings)).toBe('minikube-start');
    writeFileAt(settings.kubeconfigs[0] ?? '', 'apiVersion: v1\ncurrent-context: ""\n');
    expect(expectedProvider(settings)).toBe('minikube-start');
    writeFileAt(settings.kubeconfigs[0] ?? '', '{"contexts":[],"current-context":""}');
    expect(expectedProvider(settings)).toBe('minikube-start');
    for (const named of [
      'apiVersion: v1\ncurrent-context: minikube\n',
      '{"contexts":[],"current-context":"minikube"}',
    ]) {
      writeFileAt(settings.kubeconfigs[0] ?? '', named);
      expect([named, expectedProvider(settings)]).toEqual([named, 'existing']);
    }
  });

  it('is a disk with too little space, once for each disk', () => {
    const { folder } = sandbox;
    const bytes = freeBytes(folder) * 2;
    const use = 'this';
    const found = diskFindings([
      { folder: join(folder, 'a'), bytes, use },
      { folder: join(folder, 'b'), bytes: bytes * 2, use },
      { folder: '/proc', bytes: 0, use },
    ]);
    expect(found).toEqual([
      expect.objectContaining({ code: 'DISK_TOO_SMALL', what: expect.stringContaining('/b has') }),
    ]);
    expect(diskFinding({ folder, bytes: 5, use }, 5)).toBeUndefined();
    // Only the cache can lie elsewhere.
    expect(diskFinding(needOfBuilds(folder), 0)?.fix).toMatch(/df -h .* XDG_CACHE_HOME/);
    expect(diskFinding({ folder, bytes: 5, use }, 0)?.fix).not.toContain('XDG');
  });

  it('is a small machine', () => {
    const found = sizeFindings({ cpus: 1, memory: 1024 ** 3 });
    expect(found.map(({ code }) => code)).toEqual(['CPUS_TOO_FEW', 'MEMORY_TOO_SMALL']);
    expect(sizeFindings({ cpus: 2, memory: 3.8 * 1024 ** 3 })).toEqual([]);
  });

  it('is Go only where something has to be built with it', async () => {
    onDebian();
    sandbox.program('go', 'exit 127');
    expect(await codes()).toContain('NO_GO');
    const { cache, tool } = sandbox.settings;
    for (const name of readdirSync(join(tool, 'modules'))) {
      mkdirSync(join(cache, 'programs', `${name}-0123456789ab`), { recursive: true });
    }
    expect(await codes()).not.toContain('NO_GO');
    expect(goFinding('1.99', [join(tool, 'modules', 'helm')])).toBeUndefined();
  });

  it('is an engine that answers and runs nothing, with its own message', () => {
    const reasons = ['docker info gave no answer within 5 s', 'podman as it is: no space left'];
    const found = engineFinding({ answered: true, reasons }, false);
    expect(found).toMatchObject({ code: 'ENGINE_CANNOT_RUN' });
    expect(found?.what).toContain(reasons.join('; '));
  });
});
