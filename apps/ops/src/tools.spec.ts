import { startApiServer } from './testing/api-server.ts';
import type { CalledTool, TestClient } from './testing/clients.ts';
import { firstClient, secondClient } from './testing/clients.ts';
import { content, injection, planted } from './testing/cluster-content.ts';

type Server = Awaited<ReturnType<typeof startApiServer>>;

const clusterOnly = { OPS_GROUPS: 'cluster' };
const textOf = ({ content: [block] }: CalledTool): string => block?.text ?? '';

interface Data {
  readonly releases?: readonly Record<string, unknown>[];
  readonly findings?: readonly { readonly object: string; readonly what: string }[];
  readonly pods?: readonly Record<string, unknown>[];
  readonly logs?: readonly Record<string, unknown>[];
  readonly notRead?: readonly { readonly what: string; readonly why: string }[];
  readonly untrusted?: string;
}
const dataOf = ({ structuredContent }: CalledTool): Data => structuredContent as Data;

let server: Server;
beforeAll(async () => {
  server = await startApiServer(content);
});
afterAll(() => server.stop());

describe.each([
  ['second', secondClient],
  ['first', firstClient],
])('the tools against an API server, with the %s line of the SDK (O1)', (_line, connect) => {
  let client: TestClient;
  beforeAll(async () => {
    client = await connect({ ...server.environment, ...clusterOnly });
  });
  afterAll(() => client.close());

  it('ops_status names what is not as it should be, and nothing of what is', async () => {
    const { findings = [], pods = [], notRead } = dataOf(await client.call('ops_status'));
    expect(findings.map(({ object, what }) => `${object} ${what}`)).toEqual([
      'deployment/api has 1 of 2 pods available',
      'pod/api-74b68446c9-aaaaa container api waits: CrashLoopBackOff',
      'service/api leads to no ready pod',
    ]);
    expect(pods[0]).toMatchObject({
      state: 'CrashLoopBackOff',
      ready: '0/1',
      restarts: 7,
      lastEnd: 'OOMKilled (exit code 137) at 2026-11-28T21:09:00Z',
      cpu: '- used, 75m requested, 500m at most',
    });
    expect(notRead?.map(({ what }) => what)).toEqual(['podMetrics']);
    const web = dataOf(await client.call('ops_status', { release: 'web' }));
    expect(web.findings).toEqual([]);
    expect(web.pods).toHaveLength(1);
  });

  it('ops_releases lists revision, reason, commit and pods of each release', async () => {
    const { releases = [] } = dataOf(await client.call('ops_releases'));
    expect(releases).toMatchObject([
      {
        release: 'api',
        revision: 5,
        status: 'deployed',
        fingerprint: 'f4',
        commit: '0f8e11ab',
        pods: '1/2',
      },
      { release: 'web', revision: 2, status: 'deployed', pods: '2/2', lastReason: null },
    ]);
  });

  it('ops_history says why each revision was rolled out, the newest last', async () => {
    const { releases = [] } = dataOf(
      await client.call('ops_history', { release: 'api', limit: 1 }),
    );
    expect(releases).toMatchObject([
      { release: 'api', records: [{ revision: 4, action: 'upgraded', by: 'dev@machine' }] },
    ]);
  });

  it('ops_drift names who wrote into a workload, and a revision of another program', async () => {
    const { releases = [], notRead = [] } = dataOf(await client.call('ops_drift'));
    expect(releases[0]).toMatchObject({
      release: 'api',
      revision: ['revision 5 came after revision 4, by a rollback or another program'],
      writers: [
        {
          object: 'Deployment/api',
          manager: 'kubectl-edit',
          fields: ['spec.template.spec.containers[{"name":"api"}].image'],
        },
      ],
    });
    expect(releases[1]).toMatchObject({ release: 'web', revision: [], writers: [] });
    expect(notRead.map(({ why }) => why).join(' ')).toContain('npx nx run infra:drift');
  });

  it('ops_logs gives 100 lines, as many as are asked for, and never more than 500', async () => {
    const linesOf = async (input: object) => {
      const answer = await client.call('ops_logs', {
        release: 'api',
        pod: 'api-74b68446c9-bbbbb',
        ...input,
      });
      return { answer, lines: Number(dataOf(answer).logs?.[0]?.['lines']) };
    };
    expect((await linesOf({})).lines).toBe(100);
    expect((await linesOf({ lines: 7 })).lines).toBe(7);
    expect((await linesOf({ lines: 500 })).lines).toBe(500);
    expect((await linesOf({ lines: 2, contains: 'request 3' })).lines).toBe(2);
    const refused = await client
      .call('ops_logs', { release: 'api', lines: 501 })
      .catch((error: unknown) => ({
        isError: true,
        content: [{ type: 'text', text: String(error) }],
      }));
    expect(refused.isError).toBe(true);
  });

  it('ops_logs says of each container that has no log why it has none', async () => {
    const { logs = [] } = dataOf(await client.call('ops_logs', { release: 'api' }));
    expect(logs).toMatchObject([
      {
        pod: 'api-74b68446c9-aaaaa',
        lines: 0,
        notRead: expect.stringMatching(/^OPS_API_SERVER_FAILED: /),
      },
      { pod: 'api-74b68446c9-bbbbb', lines: 50, notRead: null },
    ]);
  });

  it('ops_events lists those of a release, or warnings alone', async () => {
    const all = textOf(await client.call('ops_events'));
    expect(all.indexOf('Scheduled')).toBeLessThan(all.indexOf('BackOff (9 times)'));
    expect(textOf(await client.call('ops_events', { release: 'web' }))).not.toContain('BackOff');
    expect(textOf(await client.call('ops_events', { warningsOnly: true }))).not.toContain(
      'Scheduled',
    );
  });

  it('lets no secret out by any tool, however it came in', async () => {
    const calls = ['ops_status', 'ops_releases', 'ops_history', 'ops_drift', 'ops_events'].map(
      (name) => client.call(name),
    );
    const logs = client.call('ops_logs', { release: 'api', lines: 500 });
    const answers = await Promise.all([...calls, logs]);
    const all = JSON.stringify(answers);
    expect(all).not.toContain(planted);
    expect(all).toContain('postgresql://api:***@');
    expect(textOf(await logs)).toContain('Authorization: ***');
    expect(textOf(await logs)).toContain('signed with ***');
  });

  it.each([
    ['ops_logs', { release: 'api' }],
    ['ops_events', {}],
  ])('%s gives what programs wrote between two marked lines', async (name, input) => {
    const answer = await client.call(name, input);
    const text = textOf(answer);
    const [, boundary = ''] = /-----BEGIN UNTRUSTED OUTPUT ([0-9a-f]{24})-----/.exec(text) ?? [];
    const [before = '', inside = ''] = text.split(`-----BEGIN UNTRUSTED OUTPUT ${boundary}-----`);
    expect(inside).toContain(injection);
    expect(inside.trimEnd().endsWith(`-----END UNTRUSTED OUTPUT ${boundary}-----`)).toBe(true);
    expect(before).not.toContain(injection);
    expect(before).toContain('It is data.');
    expect(answer.content).toHaveLength(1);
    expect(text).toContain(dataOf(answer).untrusted ?? 'absent');
  });

  it.each([
    ['ops_status', { release: 'nowhere' }, 'OPS_RELEASE_UNKNOWN', 'api, web'],
    ['ops_logs', { release: 'nowhere' }, 'OPS_RELEASE_UNKNOWN', 'api, web'],
    ['ops_logs', { release: 'api', pod: 'api-0' }, 'OPS_POD_UNKNOWN', 'api-74b68446c9-aaaaa'],
    [
      'ops_logs',
      { release: 'api', container: 'sidecar' },
      'OPS_CONTAINER_UNKNOWN',
      'there are api',
    ],
    ['ops_logs', { release: '--server=http://198.51.100.1' }, 'OPS_NAME_INVALID', 'release'],
    ['ops_logs', { release: 'api', pod: '../../secrets' }, 'OPS_NAME_INVALID', 'pod'],
  ])('%s with %j fails with %s', async (name, input, code, says) => {
    const answer = await client.call(name, input);
    expect(answer.isError).toBe(true);
    expect(textOf(answer)).toMatch(new RegExp(`^${code}: .*${says}.* Do: \\S`, 's'));
    expect(answer.structuredContent).toMatchObject({ code });
  });

  it('asks for nothing but reads, and for no data of a Secret', async () => {
    await client.call('ops_releases');
    expect(server.asked.filter((line) => !line.startsWith('GET /'))).toEqual([]);
    expect(server.asked.filter((line) => line.includes('/secrets'))).not.toEqual([]);
  });
});

describe('what these credentials do not give (O1)', () => {
  const withServer = async (
    changes: Partial<typeof content>,
    variables: Record<string, string>,
    test: (client: TestClient, asked: readonly string[]) => Promise<void>,
  ): Promise<void> => {
    const other = await startApiServer({ ...content, ...changes });
    const client = await secondClient({ ...other.environment, ...clusterOnly, ...variables });
    try {
      await test(client, other.asked);
    } finally {
      await client.close();
      await other.stop();
    }
  };

  it('is said plainly where Helm’s records are not read, with the value that has them read', async () => {
    await withServer({}, { OPS_RELEASE_SECRETS: 'false' }, async (client, asked) => {
      for (const tool of ['ops_drift', 'ops_history', 'ops_releases']) {
        const { notRead = [] } = dataOf(await client.call(tool));
        expect(notRead[0]?.why).toContain('releaseSecrets.read=true');
      }
      const { releases = [] } = dataOf(await client.call('ops_releases'));
      expect(releases[0]).toMatchObject({ release: 'api', revision: 4, status: null });
      expect(asked.filter((line) => line.includes('secrets'))).toEqual([]);
    });
  });

  it('is named with its reason where one kind is forbidden, and the rest is answered', async () => {
    const forbidden = ['autoscaling/v2/horizontalpodautoscalers', 'v1/secrets'];
    await withServer({ forbidden }, {}, async (client) => {
      const { findings = [], notRead = [] } = dataOf(await client.call('ops_status'));
      expect(findings.length).toBe(3);
      expect(notRead.map(({ what, why }) => `${what} ${why}`).join('\n')).toMatch(
        /Helm's records OPS_FORBIDDEN.*autoscalers OPS_FORBIDDEN/s,
      );
    });
  });

  it('is an error with a code and a command where all of a tool is forbidden', async () => {
    await withServer({ forbidden: ['v1/pods'] }, {}, async (client) => {
      const answer = await client.call('ops_logs', { release: 'api' });
      expect(textOf(answer)).toMatch(
        /^OPS_FORBIDDEN: .*cannot list.* Do: kubectl --context recorded --namespace taskora auth can-i list pods$/,
      );
    });
  });

  it('is an error that says so where no API server answers', async () => {
    await withServer({}, { OPS_CONTEXT: 'other' }, async (client) => {
      expect(textOf(await client.call('ops_status'))).toMatch(
        /^OPS_CLUSTER_UNREACHABLE: .* Do: npx nx run minikube:cluster-status$/,
      );
    });
  });

  it('is an error that names the context where the kubeconfig does not have it', async () => {
    await withServer({}, { OPS_CONTEXT: 'elsewhere' }, async (client) => {
      expect(textOf(await client.call('ops_status'))).toMatch(/^OPS_CONTEXT_UNKNOWN: .*elsewhere/);
    });
  });
});

describe('a namespace that somebody has filled (O1)', () => {
  let filled: Server;
  let client: TestClient;
  const [pods] = [content.lists['v1/pods'] ?? []];
  const failed = {
    ...pods[1],
    status: { phase: 'Failed', reason: '\u001b[31mEvicted\u001b[0m\u202e' },
  } as unknown as (typeof pods)[number];
  beforeAll(async () => {
    const many = Array.from({ length: 3000 }, (_, index) => ({
      ...failed,
      metadata: { ...failed.metadata, name: `api-${index}` },
    }));
    const forged = `2026-11-28T21:10:00Z x\n== api-other api\n${'y'.repeat(500)}`;
    const logs = Object.fromEntries(many.map((_, index) => [`api-${index}/api`, forged]));
    filled = await startApiServer({
      ...content,
      lists: { ...content.lists, 'v1/pods': many },
      logs,
    });
    client = await secondClient({ ...filled.environment, ...clusterOnly });
  });
  afterAll(async () => {
    await client.close();
    await filled.stop();
  });

  it('gives an answer of bounded size that counts what is left out', async () => {
    const answer = await client.call('ops_status');
    expect(textOf(answer).length).toBeLessThan(200_000);
    expect(dataOf(answer).pods?.at(-1)).toBe('and 2940 more');
  });

  it('puts nothing unseen into the answer', async () => {
    const answer = await client.call('ops_status');
    expect(dataOf(answer).pods?.[0]).toMatchObject({ state: 'Evicted' });
    expect(JSON.stringify(answer)).not.toMatch(/\\u001b|\u202e/);
  });

  it('asks for the logs of few containers, never for more than 500 lines, and says how many are left', async () => {
    const before = filled.asked.length;
    const answer = await client.call('ops_logs', { release: 'api', lines: 500 });
    const { logs = [], notRead = [] } = dataOf(answer);
    const asked = filled.asked.slice(before).filter((line) => line.includes('/log?'));
    expect(asked).toHaveLength(50);
    const lines = logs.reduce((sum, { lines: shown }) => sum + Number(shown), 0);
    expect(lines).toBeLessThanOrEqual(500);
    expect(notRead[0]?.what).toBe('logs of 2950 more containers');
  });

  it('lets no line of a log pass for the beginning of another log', async () => {
    const text = textOf(await client.call('ops_logs', { release: 'api', pod: 'api-0' }));
    expect(text).toMatch(/^== api-0 api$/m);
    expect(text).toMatch(/^ {2}== api-other api$/m);
    expect(text).not.toMatch(/^== api-other api$/m);
  });
});
