import { generateKeyPairSync } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { ImageDescription } from '../../image/image-description.ts';
import { programsFolder } from '../../testing/fixture-workspace.ts';
import { createNxWorkspace } from '../../testing/nx-workspace.ts';
import type { OciRegistry } from '../../testing/oci-registry.ts';
import { startOciRegistry } from '../../testing/oci-registry.ts';
import { writeFiles } from '../../testing/workspace.ts';

// Nx makes its graph anew in each run, on machines that do other things as well.
jest.setTimeout(240_000);

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const signing = { NX_HELM_IMAGE_SIGNING_KEY: key };
const realHelm = join(programsFolder(), 'helm');
const templateFile = 'charts/lib/templates/_deployment.tpl';
const otherDigest = `sha256:${'e'.repeat(64)}`;

let server: OciRegistry;
let workspace: Awaited<ReturnType<typeof createNxWorkspace>>;
let image: ImageDescription;
/** The chart's template, which one of the tests changes. */
let template: string;
beforeAll(async () => {
  workspace = await createNxWorkspace();
  const own = { executor: '@taskora/nx-helm:verify' };
  writeFiles(workspace.root, {
    'keys/images.pub.pem': publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    'infra/project.json': JSON.stringify({
      name: 'infra',
      targets: { verify: own, admission: { executor: '@taskora/nx-helm:admission' } },
    }),
  });
  expect(await workspace.nx('run', 'api:container')).toMatchObject({ exitCode: 0 });
  image = JSON.parse(
    readFileSync(join(workspace.root, 'dist/images/api/image.json'), 'utf8'),
  ) as ImageDescription;
  template = readFileSync(join(workspace.root, templateFile), 'utf8');
});
afterAll(() => workspace.remove());
beforeEach(async () => {
  server = await startOciRegistry({ hasReferrers: true });
  writeFiles(workspace.root, {
    'environments/test.yaml': `nxHelm:\n  kubeVersion: 1.34.4\n  registry: ${server.host}/acme\n  insecureRegistry: true\n  attestationKey: keys/images.pub.pem\n`,
    [templateFile]: template,
  });
  programsAre({ kubectl: `echo '{ "items": [] }'`, helm: `exec ${realHelm} "$@"` });
  for (const name of ['dist/registry', 'dist/loads', 'policies', 'lease', 'upgrades']) {
    rmSync(join(workspace.root, name), { recursive: true, force: true });
  }
});
afterEach(() => server.stop());

/** As an engine pushes it: the layers may be compressed anew, the configuration stays. */
function push(configDigest: string): string {
  const config = { mediaType: 'application/vnd.oci.image.config.v1+json', digest: configDigest };
  const manifest = { schemaVersion: 2, config: { ...config, size: 2 }, layers: [] };
  return server.putManifest('acme/api', image.tag, manifest);
}

/** Helm's records of the release, one for each of these digests. */
let records: readonly object[];
beforeEach(() => {
  records = [];
});

function keep(...digests: readonly string[]): void {
  records = digests.map((digest, index) => {
    const image = `${server.host}/acme/api:c-1@${digest}`;
    const manifest = JSON.stringify({ kind: 'Pod', spec: { containers: [{ image }] } });
    const release = gzipSync(JSON.stringify({ manifest })).toString('base64');
    const name = `sh.helm.release.v1.api.v${index + 1}`;
    const data = { release: Buffer.from(release).toString('base64') };
    return { kind: 'Secret', metadata: { name, namespace: 'acme' }, data };
  });
}

/** The cluster answers that this runs. */
function run(...digests: readonly string[]): void {
  const statuses = digests.map((digest, index) => ({
    name: `container-${index}`,
    imageID: `${server.host}/acme/api@${digest}`,
  }));
  const items = [{ metadata: { name: 'api-0' }, status: { containerStatuses: statuses } }];
  const answer = JSON.stringify({ items });
  const kept = JSON.stringify({ items: records });
  const answers = `case "$*" in
  *secrets*) echo '${kept}' ;;
  *pods*) echo '${answer}' ;;
esac`;
  writeFileSync(join(workspace.root, 'programs/kubectl'), `#!/bin/sh\n${answers}\n`);
}

/** Keeps the policy that is applied, and takes each upgrade, whose chart runs images by digest. */
function hasCluster(): void {
  const byDigest = '{{ with .Values.image.digest }}@{{ . }}{{ end }}"';
  writeFiles(workspace.root, {
    [templateFile]: template.replace(
      '{{ .Values.image.tag }}"',
      `{{ .Values.image.tag }}${byDigest}`,
    ),
  });
  const kubectl = `case "$*" in
  *nx-helm-admission*) cat > policies ;;
  *validatingadmissionpolic*) cat policies 2>/dev/null || true ;;
  *'create --filename -'* | *'replace --filename -'*) cat > lease ;;
  *'get lease'*) cat lease ;;
  *--ignore-not-found*) ;;
  *' get pods '*) echo '{ "items": [] }' ;;
  *'get secrets,configmaps'*) echo '{ "items": [] }' ;;
  *'get secrets'*) ;;
  *' get '*) echo '{ "items": [] }' ;;
esac`;
  const helm = `case "$1" in
  template) exec ${realHelm} "$@" ;;
  version) echo v4.2.4 ;;
  upgrade) echo "$*" >> upgrades ;;
  status) echo '{}' ;;
esac`;
  programsAre({ kubectl, helm });
}

function programsAre(scripts: Readonly<Record<string, string>>): void {
  for (const [name, script] of Object.entries(scripts)) {
    const program = join(workspace.root, 'programs', name);
    // Helm's is a link to the real one.
    rmSync(program, { force: true });
    writeFileSync(program, `#!/bin/sh\n${script}\n`);
    chmodSync(program, 0o755);
  }
}

function upgrades(): number {
  const calls = join(workspace.root, 'upgrades');
  return existsSync(calls) ? readFileSync(calls, 'utf8').trim().split('\n').length : 0;
}

const noted = (): boolean => existsSync(join(workspace.root, 'dist/registry/test/api.json'));

describe('an environment that names a key', () => {
  it('takes an image that this run attests, and verifies what runs of it', async () => {
    const digest = push(image.configDigest);
    const load = await workspace.nxWith(signing, 'run', 'api:image-load');
    expect([load.exitCode, noted()]).toEqual([0, true]);
    // Where nothing can be signed, the attestation is enough.
    expect(await workspace.nx('run', 'api:image-load')).toMatchObject({ exitCode: 0 });
    run(digest);
    const { exitCode, said } = await workspace.nx('run', 'infra:verify');
    expect(said).toContain('1 of 1 running images are attested (environment test)');
    expect(exitCode).toBe(0);
  });

  it.each([
    ['with the key to sign', signing],
    ['without it', {}],
  ])('refuses an image that was pushed by hand under a content tag, %s', async (_how, keys) => {
    push(otherDigest);
    const { exitCode, said } = await workspace.nxWith(keys, 'run', 'api:image-load');
    expect(said).toMatch(/NXHELM_IMAGE_UNATTESTED: .*Do: delete that tag/);
    expect([exitCode === 0, noted()]).toEqual([false, false]);
  });

  it('finds an image that runs without an attestation, by the pod that runs it', async () => {
    const digest = push(image.configDigest);
    await workspace.nxWith(signing, 'run', 'api:image-load');
    run(digest, push(otherDigest));
    const { exitCode, said } = await workspace.nx('run', 'infra:verify');
    expect(said).toMatch(
      /not attested\s+\S+\/acme\/api\s+sha256:[0-9a-f]{12}\s+api-0\/container-1/,
    );
    expect(said).toMatch(/1 of 2 running images .*[^]*NXHELM_VERIFY_FAILED: .*Do: npx nx/);
    expect(exitCode).not.toBe(0);
  });

  it('lets the API server take attested images alone, and names what may not start again', async () => {
    const digest = push(image.configDigest);
    await workspace.nxWith(signing, 'run', 'api:image-load');
    const other = push(otherDigest);
    run(digest, other);
    const { exitCode, said } = await workspace.nx('run', 'infra:admission', '--dryRun');
    expect(said).toContain(
      JSON.stringify(JSON.stringify({ [digest]: [`${server.host}/acme/api`] })),
    );
    expect(said).toContain(`${other} is not attested, and may not start again`);
    expect(said).toContain('1 attested images may run, and no other');
    expect(exitCode).toBe(0);
  });

  it('admits what the kept revisions run, and knows no project that is gone', async () => {
    const digest = push(image.configDigest);
    await workspace.nxWith(signing, 'run', 'api:image-load');
    const notes = join(workspace.root, 'dist/registry/test/api.json');
    const noted = JSON.parse(readFileSync(notes, 'utf8')) as object;
    const other = push(otherDigest);
    // Of the present run nothing is noted; of a project that was removed an image that nobody attested is.
    rmSync(notes);
    writeFileSync(
      join(workspace.root, 'dist/registry/test/gone.json'),
      JSON.stringify({ ...noted, repository: `${server.host}/acme/gone`, digest: other }),
    );
    keep(digest, other);
    run();
    const { exitCode, said } = await workspace.nx('run', 'infra:admission', '--dryRun');
    expect(said).toContain(
      JSON.stringify(JSON.stringify({ [digest]: [`${server.host}/acme/api`] })),
    );
    expect(exitCode).toBe(0);
  });

  it('is deployed to only with the policy, and with images that are attested (helivanta#912)', async () => {
    push(image.configDigest);
    hasCluster();
    const deploy = () => workspace.nxWith(signing, 'run', 'api:helm-deploy');
    const without = await deploy();
    expect(without.said).toMatch(/NXHELM_ADMISSION_MISSING: .*Do: npx nx run infra:admission -c/);
    expect([without.exitCode === 0, upgrades()]).toEqual([false, 0]);
    expect((await workspace.nx('run', 'api:helm-deploy', '--dry-run=client')).said).toContain(
      'a deploy would be refused with NXHELM_ADMISSION_MISSING',
    );
    expect(await workspace.nx('run', 'infra:admission')).toMatchObject({ exitCode: 0 });
    expect((await deploy()).exitCode).toBe(0);
    expect(upgrades()).toBe(1);
    // What stood in the notes of an earlier run is verified again.
    const notes = join(workspace.root, 'dist/registry/test/api.json');
    const noted = JSON.parse(readFileSync(notes, 'utf8')) as object;
    writeFileSync(notes, JSON.stringify({ ...noted, digest: push(otherDigest) }));
    const byHand = await workspace.nx('run', 'api:helm-deploy', '--excludeTaskDependencies');
    expect(byHand.said).toMatch(/NXHELM_IMAGE_UNATTESTED: .*is not attested; nothing was changed/);
    expect([byHand.exitCode === 0, upgrades()]).toEqual([false, 1]);
  });

  it('has a bill of materials for each image, at the place that the target says', async () => {
    const { exitCode, said } = await workspace.nx('run', 'api:sbom');
    const [, file = ''] = /api: (\S+\.json), \d+ packages of/.exec(said) ?? [];
    expect(exitCode).toBe(0);
    expect(JSON.parse(readFileSync(join(workspace.root, file), 'utf8'))).toMatchObject({
      bomFormat: 'CycloneDX',
    });
  });

  it('has nothing to verify by without a key, and says what to write', async () => {
    writeFiles(workspace.root, {
      'environments/test.yaml': 'nxHelm:\n  kubeVersion: 1.34.4\n',
    });
    const { exitCode, said } = await workspace.nx('run', 'infra:verify');
    expect(said).toMatch(/NXHELM_ATTESTATION_KEY: .*Do: name a public key and a registry/);
    expect(exitCode).not.toBe(0);
  });
});
