import type { Kubectl } from '../cluster/connect.ts';
import type { MigratingImage } from '../image/migration-digest.ts';
import { deployRequest } from '../testing/deploy-request.ts';
import { testHelm } from '../testing/test-helm.ts';
import type { DeployRequest, RollDecision } from './deploy-request.ts';
import { checkMigration } from './migration.ts';
import type { RolloutSchemas } from './rollout-schemas.ts';

const tag = (number: number): string => `docker.io/acme/api:c-${number}`;

/** What one deploy finds; a fault in the comparison is a hook that does not run. */
interface Found {
  readonly args?: readonly string[];
  readonly image?: string;
  readonly migrating?: Partial<MigratingImage>;
  readonly secret?: { readonly uid?: string; readonly version?: string };
  readonly schemas?: Partial<RolloutSchemas>;
  readonly decision?: Partial<Pick<RollDecision, 'action' | 'reason' | 'recovery'>>;
  readonly latest?: { readonly revision?: number; readonly status?: string; readonly own?: string };
  readonly request?: Partial<DeployRequest>;
  /** Hooks that Helm rendered in the cluster at the latest revision. */
  readonly stored?: string;
  readonly isUnreadable?: boolean;
}

interface HookGiven {
  readonly name?: string;
  readonly events?: string;
  readonly database?: string;
  readonly args?: readonly string[];
  readonly image?: string;
}

function hook(given: HookGiven = {}): string {
  const { name = 'migrate', events = 'pre-install,pre-upgrade', args = ['head'] } = given;
  const { image = tag(1), database = 'secret/db' } = given;
  const named = database === '' ? {} : { 'nx-helm/database': database };
  const object = {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name, annotations: { 'helm.sh/hook': events, ...named } },
    spec: {
      template: {
        spec: { containers: [{ name, image, args, envFrom: [{ secretRef: { name: 'db' } }] }] },
      },
    },
  };
  return `---\n${JSON.stringify(object)}\n`;
}

const deployment = { kind: 'Deployment', name: 'api', podLabels: {}, isHook: false };
const schema = { name: 'app', version: 3, oldest: 1 };
const recorded = 2;

/** What the last rollout has recorded; nothing where it had nothing to record. */
let migrated: string | undefined;
let asked: (readonly string[])[];

beforeEach(() => {
  migrated = undefined;
  asked = [];
});

function cluster({ secret = {} }: Found): Kubectl {
  const { uid = 'uid-1', version = '100' } = secret;
  const history = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'nx-helm-history-api' },
    data: { 'migrated.json': JSON.stringify({ revision: recorded, digest: migrated }) },
  };
  const answer = (args: readonly string[]): string => {
    if (args.includes('secret') && args.includes('db')) return `${uid} ${version}`;
    return migrated === undefined ? '' : JSON.stringify(history);
  };
  return {
    namespace: 'acme',
    try: (args) => Promise.resolve({ exitCode: 0, stdout: answer(args), stderr: '' }),
    read: (args) => Promise.resolve(answer(args)),
  };
}

function requestOf(found: Found): DeployRequest {
  // Helm keeps the hooks with the image of before.
  const { image = tag(2), args, stored = hook(), isUnreadable = false } = found;
  const manifest = hook({ image, ...(args && { args }) });
  const { helm } = testHelm((call) => {
    asked.push(call.args);
    return isUnreadable ? { exitCode: 1, stderr: 'Error: forbidden' } : { stdout: stored };
  });
  const digest = 'of the files that migrate';
  const migrating = [{ project: 'api', references: [image], digest, ...found.migrating }];
  return deployRequest({
    helm,
    kubectl: cluster(found),
    readRender: () => Promise.resolve({ install: manifest, upgrade: manifest }),
    readMigrating: () => migrating,
    workloads: [deployment],
    ...found.request,
  });
}

function schemasOf(changes: Partial<RolloutSchemas> = {}): RolloutSchemas {
  return {
    labels: { schemas: 'app.3.1', life: 'l' },
    isDeclared: true,
    isRecorded: true,
    withheld: undefined,
    after: new Map([['app', schema]]),
    broken: [],
    tooNew: undefined,
    record: () => Promise.reject(new Error('a check records nothing')),
    ...changes,
  };
}

/** Whether the hooks run; what is recorded of it is what the next one compares with. */
async function areRun(found: Found = {}): Promise<boolean> {
  const { revision = recorded, status = 'deployed', own = String(revision) } = found.latest ?? {};
  const { isMigrated, digest } = await checkMigration(
    requestOf(found),
    { action: 'upgrade', reason: 'changed', recovery: { kind: 'none' }, ...found.decision },
    {
      schemas: schemasOf(found.schemas),
      revisions: [{ revision, status, labels: { revision: own } }],
    },
  );
  migrated = digest;
  return !isMigrated;
}

describe('a migration with the same declared schema as that of the last revision (N1)', () => {
  beforeEach(async () => {
    expect(await areRun()).toBe(true);
  });

  it('is left out where all is the same, whatever the tags of images', async () => {
    expect(await areRun()).toBe(false);
    expect(await areRun({ image: tag(3) })).toBe(false);
  });

  it('is left out, too, beside Jobs and programs on each node, of which no pod needs to be there', async () => {
    const jobs = [true, false].map((isHook) => ({ ...deployment, kind: 'Job', isHook }));
    const hooked = { ...deployment, replicas: 0, isHook: true };
    const workloads = [deployment, { ...deployment, kind: 'DaemonSet' }, hooked, ...jobs];
    expect(await areRun({ request: { workloads } })).toBe(false);
  });

  it.each<[string, Found]>([
    ['another file that migrates', { migrating: { digest: 'of other files' } }],
    ['another argument of its hook', { args: ['head', '--all'] }],
    ['a Secret that was written anew', { secret: { version: '101' } }],
    ['another Secret of the same name', { secret: { uid: 'uid-2' } }],
    ['another installation', { schemas: { labels: { schemas: 'app.3.1', life: 'm' } } }],
    ['another range', { schemas: { labels: { schemas: 'app.3.2', life: 'l' } } }],
  ])('runs once for %s', async (_what, found) => {
    expect(await areRun(found)).toBe(true);
    expect(await areRun(found)).toBe(false);
    expect(await areRun()).toBe(true);
  });

  it.each<[string, Found]>([
    ['nobody said what migrates in the image', { migrating: { digest: undefined } }],
    ['its image is none of the workspace, and has no digest', { migrating: { references: [] } }],
    ['no schema is declared', { schemas: { isDeclared: false } }],
    ['the Secret cannot be identified', { secret: { uid: '' } }],
    [
      'the render cannot be read',
      { request: { readRender: () => Promise.reject(new Error('gone')) } },
    ],
  ])('runs each time where %s', async (_what, found) => {
    expect(await areRun(found)).toBe(true);
    expect(migrated).toBeUndefined();
    expect(await areRun(found)).toBe(true);
  });

  it.each<[string, Found]>([
    ['the database is not recorded to have that schema', { schemas: { isRecorded: false } }],
    ['the release is healed', { decision: { reason: 'healed' } }],
    ['it is installed', { decision: { action: 'install' } }],
    ['a killed run is taken back', { decision: { recovery: { kind: 'rollback', toRevision: 1 } } }],
    ['a person forces it', { request: { isForced: true } }],
    ['the latest revision has failed', { latest: { status: 'failed' } }],
    ['another revision came since', { latest: { revision: 3 } }],
    ['the latest revision is of another program', { latest: { own: '1' } }],
    ['there is no program', { request: { workloads: [] } }],
    [
      'there is no program that stays',
      { request: { workloads: [{ ...deployment, kind: 'Job' }] } },
    ],
    ['only a hook runs', { request: { workloads: [{ ...deployment, isHook: true }] } }],
    [
      'one of two programs has no pods',
      { request: { workloads: [deployment, { ...deployment, name: 'db', replicas: 0 }] } },
    ],
  ])('runs where %s, and Helm is not asked for its hooks', async (_what, found) => {
    expect(await areRun(found)).toBe(true);
    expect(asked).toEqual([]);
  });
});

describe('hooks that are there only when rendered in the cluster (N1)', () => {
  beforeEach(async () => {
    expect(await areRun()).toBe(true);
    expect(asked).toEqual([]);
  });

  it('are asked for once, and nothing but the hooks', async () => {
    expect(await areRun()).toBe(false);
    expect(asked.map((args) => args.slice(0, 5))).toEqual([
      ['get', 'hooks', 'api', '--revision', '2'],
    ]);
  });

  it.each<[string, Found]>([
    ['they do more than migrate', { stored: hook() + hook({ name: 'notify', database: '' }) }],
    ['there is one more that migrates', { stored: hook() + hook({ name: 'more' }) }],
    ['another one migrates', { stored: hook({ name: 'other' }) }],
    ['it runs for other events', { stored: hook({ events: 'pre-upgrade' }) }],
    ['it runs for a rollback, too', { stored: hook({ events: 'pre-upgrade,pre-rollback' }) }],
    ['it migrates another database', { stored: hook({ database: 'secret/db secret/other' }) }],
    ['there is none', { stored: '' }],
    ['Helm cannot be asked', { isUnreadable: true }],
  ])('run, and so do the others, where %s', async (_what, found) => {
    expect(await areRun(found)).toBe(true);
  });

  it('do not count where an upgrade runs none of them', async () => {
    const test = hook({ name: 'check', events: 'test', database: '' });
    expect(await areRun({ stored: test + hook() })).toBe(false);
  });
});
