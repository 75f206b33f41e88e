import type { ReleaseRevision } from '../cluster/cluster-state.ts';
import type { Kubectl } from '../cluster/connect.ts';
import type { ImageSchema } from '../image/image-schema.ts';
import { deployRequest } from '../testing/deploy-request.ts';
import { testHelm } from '../testing/test-helm.ts';
import { databasesName } from './databases.ts';
import type { DeployRequest } from './deploy-request.ts';
import { dryRun } from './dry-run.ts';
import { formatPlan, planRelease } from './plan-release.ts';

const app = (version: number, oldest: number): ImageSchema => ({ name: 'app', version, oldest });

const revision = (number: number, schemas: string, status = 'superseded'): ReleaseRevision => ({
  revision: number,
  status,
  labels: {
    ...{ name: 'api', version: String(number), status },
    ...{ revision: String(number), fingerprint: String(number), schemas, life: '7' },
  },
});

const revisions = [
  revision(1, 'app.1.1'),
  revision(2, 'unknown'),
  revision(3, 'app.2.1', 'deployed'),
];

/** A cluster with these revisions in which the database is recorded at this version. */
function clusterAt(recorded: ImageSchema | undefined): Kubectl {
  const entries = recorded === undefined ? [] : [{ ...recorded, release: 'api', life: '7' }];
  const answer = ([, kind = '', name = '']: readonly string[]): string => {
    if (kind === 'secrets') return revisions.map(({ labels }) => JSON.stringify(labels)).join('\n');
    if (name !== databasesName) return kind === 'configmap' ? '' : '{ "items": [] }';
    return JSON.stringify({ metadata: {}, data: { 'databases.json': JSON.stringify(entries) } });
  };
  return {
    namespace: 'acme',
    try: (args) => Promise.resolve({ exitCode: 0, stdout: answer(args), stderr: '' }),
    read: (args) => Promise.resolve(answer(args)),
  };
}

const requestFor = (declared: ImageSchema, kubectl: Kubectl): DeployRequest =>
  deployRequest({ helm: testHelm(() => ({})).helm, kubectl, readSchemas: () => [declared] });

async function planOf(declared: ImageSchema, recorded?: ImageSchema): Promise<string> {
  const state = { releases: new Map([['api', revisions]]), objects: [] };
  const plan = await planRelease(requestFor(declared, clusterAt(recorded)), state);
  const place = { context: 'minikube', environment: 'minikube' };
  return formatPlan({ version: 1, ...place, releases: [plan] });
}

describe('a plan of a release with a database (K6)', () => {
  it('says to which revisions one can go back after it, and of which nothing is recorded', async () => {
    expect(await planOf(app(3, 2))).toContain(
      '\n  after it one can go back to revision 3; not to 1, which cannot run on its schema; of 2 that is not recorded\n',
    );
    expect(await planOf(app(3, 1))).toContain('go back to revision 3, 1; of 2');
    expect(await planOf(app(3, 3))).toContain(
      'go back to no revision that is recorded; not to 3, 1',
    );
  });

  it('says that Helm does not roll back to what could not run', async () => {
    expect(await planOf(app(3, 3))).toContain(
      '\n  if it fails it is not rolled back, because revision 3 is made for version 2 ',
    );
    expect(await planOf(app(3, 2))).not.toContain('if it fails');
  });

  it('says that older sources are refused, as a dry run does', async () => {
    const refusal = 'a deploy would be refused: it is made for version 3 of the schema app';
    expect(await planOf(app(3, 3), app(4, 4))).toContain(refusal);
    const log = jest.spyOn(console, 'log').mockImplementation(() => undefined);
    await dryRun(requestFor(app(3, 3), clusterAt(app(4, 4))), 'client');
    expect(log).toHaveBeenLastCalledWith(expect.stringContaining(refusal));
  });
});
