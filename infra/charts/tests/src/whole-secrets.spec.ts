import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { startApiServer } from './api-server.ts';
import type { KubernetesObject } from './objects.ts';
import { stageWholeChart } from './whole-chart.ts';
import { workspaceRoot } from './workspace.ts';

const whole = stageWholeChart();
afterAll(() => whole.dispose());

const ofSecrets = (objects: readonly KubernetesObject[]) =>
  objects.filter(({ metadata }) => metadata.name === 'taskora-secrets');

/** Runs what the Job runs, as a pod would, against the API server. */
async function runJob(environment: Readonly<Record<string, string>>, set: readonly string[] = []) {
  const job = ofSecrets(whole.render({ set }).objects).find(({ kind }) => kind === 'Job');
  const [container] = job?.spec?.template?.spec.containers ?? [];
  const [, ...args] = container?.command ?? [];
  const own = Object.fromEntries((container?.env ?? []).map(({ name, value }) => [name, value]));
  const python = join(workspaceRoot, '.venv/bin/python');
  return new Promise<{ exitCode: unknown; stdout: string; stderr: string }>((resolve) => {
    execFile(python, args, { env: { ...own, ...environment } }, (error, stdout, stderr) => {
      resolve({ exitCode: error === null ? 0 : error.code, stdout, stderr });
    });
  });
}

describe('the Job that makes Secrets (K5)', () => {
  let server: Awaited<ReturnType<typeof startApiServer>>;
  beforeEach(async () => {
    server = await startApiServer(['taskora-refused']);
  });
  afterEach(() => server.stop());

  it('makes every key that a pod of the release asks for', async () => {
    expect(await runJob(server.environment)).toMatchObject({ exitCode: 0, stderr: '' });
    const asked = whole
      .render()
      .pods.flatMap(({ template: { spec } }) => [
        ...spec.containers.flatMap(({ env = [] }) =>
          env.flatMap(({ valueFrom }) => valueFrom?.secretKeyRef ?? []),
        ),
      ])
      // Such as the direct address of a database behind a pooler, which one of its own does not have.
      .filter(({ optional }) => optional !== true);
    expect(new Set(asked.map(({ name }) => name)).size).toBe(3);
    for (const { name, key } of asked) {
      expect(server.secrets.get(name)?.stringData[key]).toMatch(/.{36,}/);
    }
  });

  it('puts the password of each role into the address that the role uses', async () => {
    await runJob(server.environment);
    const data = server.secrets.get('taskora-database')?.stringData ?? {};
    expect(new URL(data['api-url'] ?? '').password).toBe(data['api-password']);
    expect(new URL(data['auth-url'] ?? '').password).toBe(data['auth-password']);
    expect(
      Buffer.from(
        server.secrets.get('taskora-next')?.stringData['server-actions-key'] ?? '',
        'base64',
      ),
    ).toHaveLength(32);
  });

  it('makes a key of push of 32 bytes', async () => {
    await runJob(server.environment);
    const key = server.secrets.get('taskora-push')?.stringData['private-key'] ?? '';
    expect(key).toMatch(/^[\w-]{43}$/);
    expect(Buffer.from(key, 'base64url')).toHaveLength(32);
  });

  it('changes nothing of what is there, and prints no value', async () => {
    const first = await runJob(server.environment);
    const made = new Map(server.secrets);
    const second = await runJob(server.environment);
    expect(server.secrets).toEqual(made);
    expect(first.stdout).toContain('namespace taskora: made taskora-auth');
    expect(second.stdout).toContain('namespace taskora: found taskora-auth');
    const values = [...made.values()].flatMap(({ stringData }) => Object.values(stringData));
    for (const value of values) expect(first.stdout + second.stdout).not.toContain(value);
  });

  it('asks for nothing else than to create, with the token of its pod', async () => {
    await runJob(server.environment);
    expect(new Set(server.asked.map((each) => JSON.stringify(each)))).toEqual(
      new Set([
        JSON.stringify({
          method: 'POST',
          url: '/api/v1/namespaces/taskora/secrets',
          authorization: 'Bearer token-of-the-pod',
        }),
      ]),
    );
  });

  it('fails with what the API server says and what to do', async () => {
    const environment = { ...server.environment, SECRETS: '{"auth":"taskora-refused"}' };
    const { exitCode, stderr } = await runJob(environment);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 1,
      stderr: expect.stringMatching(/^SECRET_NOT_MADE: .* taskora-refused \(403\): .* Do: .*\n$/),
    });
  });

  it('fails so where the API server does not answer', async () => {
    const environment = { ...server.environment, KUBERNETES_SERVICE_PORT: '1' };
    const { exitCode, stderr } = await runJob(environment);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 1,
      stderr: expect.stringMatching(/^SECRET_NOT_MADE: the API server does not answer: .* Do: /),
    });
  });
});

describe('the Secrets of the whole', () => {
  const made = (set: readonly string[] = []) => {
    const job = ofSecrets(whole.render({ set }).objects).find(({ kind }) => kind === 'Job');
    const env = job?.spec?.template?.spec.containers[0]?.env ?? [];
    const text = env.find(({ name }) => name === 'SECRETS')?.value ?? '{}';
    return Object.values(JSON.parse(text) as Record<string, string>);
  };

  it.each([false, true])(
    'are made before all else, at an upgrade too (%s), by an account that can only create',
    (isUpgrade) => {
      const objects = ofSecrets(whole.render({ isUpgrade }).objects);
      expect(objects.map(({ kind }) => kind).toSorted()).toEqual([
        'Job',
        'Role',
        'RoleBinding',
        'ServiceAccount',
      ]);
      for (const { metadata } of objects) {
        expect(metadata.annotations).toMatchObject({ 'helm.sh/hook': 'pre-install,pre-upgrade' });
        expect(Number(metadata.annotations?.['helm.sh/hook-weight'])).toBeLessThan(0);
      }
      expect(objects.find(({ kind }) => kind === 'Role')).toMatchObject({
        rules: [{ apiGroups: [''], resources: ['secrets'], verbs: ['create'] }],
      });
    },
  );

  it('are no objects of the release, so neither an upgrade nor its end touches them', () => {
    expect(whole.render().kinds).not.toContain('Secret');
  });

  it('are those that the values name by the usual names', () => {
    expect(made()).toEqual(['taskora-auth', 'taskora-database', 'taskora-next', 'taskora-push']);
    const next = 'secretEnv.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY.existingSecret=our-own';
    expect(made([`web.${next}`])).toContain('taskora-next');
    expect(made([`web.${next}`, `chatbot.${next}`])).toEqual([
      'taskora-auth',
      'taskora-database',
      'taskora-push',
    ]);
  });

  const related = {
    database: [
      'platform.database',
      ...['api', 'web', 'chatbot'].map((chart) => `${chart}.secretEnv.DATABASE_URL`),
    ],
    auth: ['web', 'chatbot'].map((chart) => `${chart}.secretEnv.BETTER_AUTH_SECRET`),
  };
  const named = (keys: readonly string[]) => keys.map((key) => `${key}.existingSecret=our-own`);

  it.each(
    Object.entries(related).flatMap(([what, keys]) => keys.map((key) => [what, key] as const)),
  )(
    'of %s are refused where only %s names another, which cannot hold what is made',
    (what, key) => {
      const { status, stderr } = whole.run('template', { set: named([key]) });
      expect({ status, stderr }).toEqual({
        status: 1,
        stderr: expect.stringMatching(
          new RegExp(
            `ERROR: ${key} names a Secret of its own .*taskora-${what}, .*Do: set existingSecret of all`,
          ),
        ),
      });
    },
  );

  it('are taken where all that belong together name others, or nobody makes any', () => {
    expect(made(named(related.database))).toEqual(['taskora-auth', 'taskora-next', 'taskora-push']);
    expect(made(named(related.auth))).toEqual(['taskora-database', 'taskora-next', 'taskora-push']);
    const [key = ''] = related.database;
    for (const set of ['secrets.create=false', 'global.database.mode=external']) {
      expect(whole.run('template', { set: [set, ...named([key])] }).stderr).toBe('');
    }
  });

  it('have no address of a database that is somewhere else', () => {
    const external = 'global.database.mode=external';
    expect(made([external])).toEqual(['taskora-auth', 'taskora-next', 'taskora-push']);
  });

  it('are made by nobody where that is switched off, or where all of them are named', () => {
    expect(ofSecrets(whole.render({ set: ['secrets.create=false'] }).objects)).toEqual([]);
    const own = (chart: string, key: string) => `${chart}.secretEnv.${key}.existingSecret=our-own`;
    const set = [
      'platform.database.existingSecret=our-own',
      own('api', 'DATABASE_URL'),
      own('api', 'PUSH_PRIVATE_KEY'),
      ...['web', 'chatbot'].flatMap((chart) =>
        ['DATABASE_URL', 'BETTER_AUTH_SECRET', 'NEXT_SERVER_ACTIONS_ENCRYPTION_KEY'].map((key) =>
          own(chart, key),
        ),
      ),
    ];
    expect(ofSecrets(whole.render({ set }).objects)).toEqual([]);
  });

  it('are made by a pod of Pod Security "restricted", the only one with a token (I1)', () => {
    const { pods } = whole.render({ set: ['platform.database.backup.enabled=true'] });
    const withToken = pods.filter(({ template }) => template.spec.automountServiceAccountToken);
    expect(withToken.map(({ owner }) => owner)).toEqual(['Job taskora-secrets']);
    const [{ template } = { template: undefined }] = withToken;
    expect(template?.spec).toMatchObject({
      enableServiceLinks: false,
      securityContext: {
        runAsNonRoot: true,
        runAsUser: 10001,
        seccompProfile: { type: 'RuntimeDefault' },
      },
      containers: [
        {
          securityContext: {
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            capabilities: { drop: ['ALL'] },
          },
          resources: {
            requests: { cpu: '25m', memory: '48Mi' },
            limits: { cpu: '250m', memory: '128Mi' },
          },
        },
      ],
    });
  });
});
