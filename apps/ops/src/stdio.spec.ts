import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { firstClient, secondClient } from './testing/clients.ts';
import type { TestClient } from './testing/clients.ts';

const sevenTools = [
  'ops_status',
  'ops_releases',
  'ops_history',
  'ops_drift',
  'ops_plan',
  'ops_logs',
  'ops_events',
];

const nowhere = { KUBECONFIG: '/nonexistent/kubeconfig' };

describe.each([
  ['second', secondClient],
  ['first', firstClient],
])('the operations server over stdio, with the %s line of the SDK (O1)', (_line, connect) => {
  let client: TestClient;
  beforeAll(async () => {
    client = await connect(nowhere);
  });
  afterAll(() => client.close());

  it('lists its seven tools', async () => {
    expect((await client.list()).map(({ name }) => name)).toEqual(sevenTools);
  });

  it('says of each tool that it only reads, with all four annotations', async () => {
    for (const { name, annotations } of await client.list()) {
      const hints = {
        readOnlyHint: true,
        destructiveHint: false,
        idempotentHint: true,
        openWorldHint: false,
      };
      expect({ name, ...annotations }).toMatchObject({ name, ...hints });
    }
  });

  it('takes flat arguments of one type each, with their legal values in the description', async () => {
    for (const { name, inputSchema, description = '' } of await client.list()) {
      expect(description.length).toBeGreaterThan(40);
      expect(inputSchema.type).toBe('object');
      expect(inputSchema.properties).toBeDefined();
      for (const [field, schema] of Object.entries(inputSchema.properties ?? {})) {
        const place = `${name}.${field}`;
        expect([place, schema['type']]).toEqual([
          place,
          expect.stringMatching(/^(?:string|integer|boolean)$/),
        ]);
        expect([place, schema['description']]).toEqual([place, expect.stringMatching(/.{20}/)]);
        expect(Object.keys(schema)).not.toEqual(
          expect.arrayContaining([expect.stringMatching(/Of$|^nullable$|^enum$|^const$/)]),
        );
        for (const limit of ['minimum', 'maximum']) {
          if (schema['type'] !== 'integer') continue;
          expect(Math.abs(Number(schema[limit]))).toBeLessThan(1e6);
        }
      }
    }
  });

  it('names a failure by its code and says what to do, in one block of text', async () => {
    const { isError, content } = await client.call('ops_status');
    expect(isError).toBe(true);
    expect(content).toHaveLength(1);
    expect(content[0]?.text).toMatch(/^OPS_CREDENTIALS_UNREADABLE: .+ Do: kubectl config view$/);
  });
});

describe('the operations server over stdio (O1)', () => {
  it('lists no tool that needs a checkout where only the cluster is served', async () => {
    const client = await secondClient({ ...nowhere, OPS_GROUPS: 'cluster' });
    const names = (await client.list()).map(({ name }) => name);
    expect(names).toEqual(sevenTools.filter((name) => name !== 'ops_plan'));
    await client.close();
  });

  it('ends with a sentence and no trace where a setting is wrong', () => {
    const { status, stderr } = spawnSync(process.execPath, [join(__dirname, 'stdio.ts')], {
      env: { ...nowhere, OPS_GROUPS: 'x' },
      encoding: 'utf8',
    });
    expect(status).toBe(1);
    expect(stderr).toContain('set OPS_GROUPS to cluster');
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});

describe('a kubeconfig that cannot be used (O1)', () => {
  const kubeconfig = (changes: object) => ({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'c', cluster: { server: 'https://127.0.0.1:1' } }],
    contexts: [{ name: 'recorded', context: { cluster: 'c', user: 'u' } }],
    users: [{ name: 'u', user: { token: 'x' } }],
    ...changes,
  });

  it.each([
    ['an address that is none', { clusters: [{ name: 'c', cluster: { server: 'not a url' } }] }],
    ['no cluster', { clusters: [] }],
    [
      'a program for its credentials that does not end',
      {
        users: [
          {
            name: 'u',
            user: {
              exec: {
                apiVersion: 'client.authentication.k8s.io/v1',
                command: process.execPath,
                args: ['-e', 'process.stdin.resume()'],
                interactiveMode: 'Never',
              },
            },
          },
        ],
      },
    ],
  ])(
    'is named by its code: %s',
    async (_what, changes) => {
      const folder = mkdtempSync(join(tmpdir(), 'ops-kubeconfig-'));
      const file = join(folder, 'config');
      writeFileSync(file, JSON.stringify(kubeconfig(changes)));
      const client = await secondClient({
        KUBECONFIG: file,
        OPS_CONTEXT: 'recorded',
        OPS_GROUPS: 'cluster',
      });
      try {
        const [first, tools] = await Promise.all([client.call('ops_status'), client.list()]);
        expect(tools.length).toBe(6);
        expect(first.content[0]?.text).toMatch(/^OPS_CREDENTIALS_UNREADABLE: /);
      } finally {
        await client.close();
        rmSync(folder, { recursive: true });
      }
    },
    40_000,
  );
});
