import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReleaseRevision } from '../cluster/cluster-state.ts';
import type { Kubectl } from '../cluster/connect.ts';
import type { ImageSchema } from '../image/image-schema.ts';
import { deployRequest } from '../testing/deploy-request.ts';
import { testHelm } from '../testing/test-helm.ts';
import type { DeployRequest } from './deploy-request.ts';
import { gatherFacts } from './roll.ts';
import { checkSchemas, declaredSchemas } from './rollout-schemas.ts';

let warnings: string[];
let root: string;
beforeEach(() => {
  warnings = [];
  root = mkdtempSync(join(tmpdir(), 'nx-helm-schemas-'));
  jest.spyOn(console, 'warn').mockImplementation((text: string) => void warnings.push(text));
});
afterEach(() => rmSync(root, { recursive: true }));

const kubectl: Kubectl = {
  namespace: 'acme',
  try: () => Promise.resolve({ exitCode: 1, stdout: '', stderr: '' }),
  read: () => Promise.resolve(''),
};

const request = (given: Partial<DeployRequest> = {}): DeployRequest =>
  deployRequest({
    ...{ helm: testHelm(() => ({})).helm, kubectl, workspaceRoot: root, release: 'web' },
    readCommit: () => Promise.resolve({ id: 'abc1234', isDirty: false }),
    ...given,
  });

function builtImage(project: string, labels: Readonly<Record<string, string>>): void {
  const folder = join(root, 'dist/images', project);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'image.json'), JSON.stringify({ project, config: { labels } }));
}

const schemaLabels = (version: string, oldest = '1') => ({
  'nx-helm.schema.name': 'auth',
  'nx-helm.schema.version': version,
  'nx-helm.schema.oldest': oldest,
});

const auth = (version: number, oldest = 1): ImageSchema => ({ name: 'auth', version, oldest });

describe('what the images of a release declare (K6)', () => {
  it('is once what several say alike, and all of what they say differently', () => {
    for (const name of ['a', 'b']) builtImage(name, schemaLabels('2'));
    builtImage('c', schemaLabels('3'));
    builtImage('d', {});
    const images = ['c', 'a', 'b', 'd'];
    expect(declaredSchemas(request({ images }))).toEqual([auth(2), auth(3)]);
  });

  it.each([
    ['was not built', () => undefined],
    ['has labels that cannot be understood', () => builtImage('api', schemaLabels('two'))],
  ])('is not known where an image %s, which blocks no rollout', async (_what, build) => {
    build();
    const asked = request({ images: ['api'] });
    await expect(gatherFacts(asked)).resolves.toMatchObject({ declared: undefined });
    const { labels, record } = await checkSchemas(
      asked,
      { action: 'upgrade' },
      { declared: undefined, releases: new Map() },
    );
    expect(labels.schemas).toBe('unknown');
    await record();
    expect(warnings).toContainEqual(expect.stringContaining('web: which schemas its images'));
  });
});

describe('other releases with the same schema (K6)', () => {
  const running = (schemas: string, status = 'deployed'): ReleaseRevision[] => [
    { revision: 4, status, labels: { revision: '4', schemas, life: '7' } },
  ];

  const brokenBy = async (next: ImageSchema): Promise<readonly string[]> => {
    const releases = new Map([
      ['api', running('app.9.9')],
      ['chatbot', running('auth.2.1')],
      ['gone', running('auth.1.1', 'uninstalled')],
      ['web', running('auth.2.1')],
    ]);
    const { broken } = await checkSchemas(
      request(),
      { action: 'upgrade' },
      { declared: [next], releases },
    );
    return broken;
  };

  it('are named where their programs cannot run after the rollout', async () => {
    expect(await brokenBy(auth(3, 3))).toEqual([
      'chatbot runs programs for version 2 of the schema auth, which cannot run on version 3: deploy it as well',
    ]);
    expect(await brokenBy(auth(3, 2))).toEqual([]);
  });
});

describe('what another release has recorded of a database that nobody can identify (K6)', () => {
  it('is a warning, and refuses nothing', async () => {
    const entry = { ...auth(6, 6), release: 'api', life: '7' };
    const text = JSON.stringify({ data: { 'databases.json': JSON.stringify([entry]) } });
    const running = { revision: 1, status: 'deployed', labels: { revision: '1', life: '7' } };
    const { broken, tooNew } = await checkSchemas(
      request({ kubectl: { ...kubectl, read: () => Promise.resolve(text) } }),
      { action: 'upgrade' },
      { declared: [auth(5)], releases: new Map([['api', [running]]]) },
    );
    expect(tooNew).toBeUndefined();
    expect(broken).toEqual([
      expect.stringMatching(/^if another release has the same database, .* version 5 .* up to 6/),
    ]);
  });
});

describe('which installation a revision belongs to', () => {
  const lifeOf = async (action: 'install' | 'upgrade', label?: string): Promise<string> => {
    const labels: Record<string, string> = label === undefined ? {} : { life: label };
    const releases = new Map([['web', [{ revision: 1, status: 'deployed', labels }]]]);
    const checked = await checkSchemas(request(), { action }, { declared: [], releases });
    return checked.labels.life;
  };

  it('stays the same until it is installed anew', async () => {
    expect(await lifeOf('upgrade', '7')).toBe('7');
    expect(await lifeOf('upgrade')).toMatch(/^[0-9a-f]{16}$/);
    expect(await lifeOf('install', '7')).not.toBe('7');
    expect(await lifeOf('install')).not.toBe(await lifeOf('install'));
  });
});
