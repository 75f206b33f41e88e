import { run } from '@taskora/base/run';
import { UserError } from '@taskora/base/errors';
import { environmentDigest, digestCommand } from './environment-digest.ts';
import { kubectlCluster, type AskKubectl } from './kubectl-cluster.ts';

interface Call {
  readonly args: readonly string[];
  readonly input: string | undefined;
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** kubectl as it answers these questions, by how they begin; what it was given is kept. */
function scripted(answers: Readonly<Record<string, string | Error>>) {
  const calls: Call[] = [];
  const ask: AskKubectl = async (args, input) => {
    calls.push({ args, input });
    const asked = args.join(' ');
    const key = Object.keys(answers).find((each) => asked.startsWith(each));
    const answer = key === undefined ? '' : (answers[key] ?? '');
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const cluster = kubectlCluster(ask, () => {
    throw new Error('no program was to be started');
  });
  return { cluster, calls };
}

const refused = (message: string) => new UserError('KUBECTL_FAILED', message, 'none');

const deployment = JSON.stringify({
  spec: {
    replicas: 2,
    selector: { matchLabels: { app: 'web' } },
    template: {
      spec: {
        containers: [
          {
            env: [
              { name: 'DATABASE_URL', valueFrom: { secretKeyRef: { name: 's', key: 'url' } } },
              { name: 'PLAIN', value: 'x' },
            ],
          },
        ],
      },
    },
  },
});

const pod = (name: string, ready: string, more: object = {}) => ({
  metadata: { name, ...more },
  status: { phase: 'Running', conditions: [{ type: 'Ready', status: ready }] },
});

describe('the cluster of a rotation', () => {
  it('knows stale pods by what their processes have, and waits for those that cannot be asked', async () => {
    const items = [
      pod('old', 'True'),
      pod('new', 'True'),
      pod('starting', 'False'),
      pod('ending', 'True', { deletionTimestamp: 'now' }),
    ];
    const { cluster } = scripted({
      'get deployment web': deployment,
      'get secret s': JSON.stringify({ metadata: {}, data: { url: base64('next') } }),
      'get pods -l app=web': JSON.stringify({ items }),
      'exec old': environmentDigest(['before']),
      'exec new': `${environmentDigest(['next'])}\n`,
      'exec starting': refused('container not found'),
    });
    const { wanted, pods } = await cluster.podsOf('web');
    expect(wanted).toBe(2);
    expect(pods.map(({ name, isCurrent, isEnding }) => [name, isCurrent, isEnding])).toEqual([
      ['old', false, false],
      ['new', true, false],
      ['starting', undefined, false],
      ['ending', undefined, true],
    ]);
  });

  it('replaces a pod through the Eviction API, and only when the budget allows it', async () => {
    const found = JSON.stringify({ metadata: { namespace: 'taskora' } });
    const free = scripted({ 'get pod web-1': found });
    expect(await free.cluster.evict('web-1')).toBe(true);
    const [, eviction] = free.calls;
    const path = '/api/v1/namespaces/taskora/pods/web-1/eviction';
    expect(eviction?.args).toEqual(['create', '--raw', path, '-f', '-']);
    expect(JSON.parse(eviction?.input ?? '')).toMatchObject({ kind: 'Eviction' });
    const full = (message: string) =>
      scripted({ 'get pod web-1': found, create: refused(message) }).cluster.evict('web-1');
    expect(await full('(TooManyRequests): Cannot evict pod as it would violate the pod')).toBe(
      false,
    );
    await expect(full('connection refused')).rejects.toThrow(/connection refused/);
  });

  it('writes a Secret whole, as it was read, on the input that kubectl knows as -', async () => {
    const kept = { kind: 'Secret', type: 'Opaque' };
    const metadata = { name: 'taskora-database', resourceVersion: '7' };
    const { cluster, calls } = scripted({
      'get secret taskora-database': JSON.stringify({
        ...kept,
        metadata: { ...metadata, annotations: { c: 'gone', d: 'stays' } },
        data: { a: base64('old'), b: base64('gone'), e: base64('stays') },
      }),
    });
    const change = { data: { a: 'x', b: null }, annotations: { c: null } };
    await cluster.patchSecret('taskora-database', change);
    const [, replacement] = calls;
    // Node gives a program a socket as its input, which no path leads to: /dev/stdin cannot be opened.
    expect(replacement?.args).toEqual(['replace', '-f', '-']);
    expect(JSON.parse(replacement?.input ?? '')).toEqual({
      ...kept,
      metadata: { ...metadata, annotations: { d: 'stays' } },
      data: { a: base64('x'), e: base64('stays') },
    });
  });

  it('gives a password to the database on its input alone', async () => {
    const { cluster, calls } = scripted({});
    await cluster.signIn('taskora_api_b', 'secret');
    expect(JSON.stringify(calls[0]?.args)).not.toContain('secret"');
    expect(calls[0]?.input).toBe('secret\n');
  });

  it.each(['api', 'web'])('asks a pod of %s by the language that its image has', async (name) => {
    const [program = '', ...args] = digestCommand(name, ['ONE', 'NONE']);
    const { PATH = '' } = process.env;
    const { stdout } = await run(program, args, { environment: { ONE: 'ä\n1', PATH } });
    expect(stdout.trim()).toBe(environmentDigest(['ä\n1', '']));
  });

  it('knows a Secret that is not there from one that cannot be read', async () => {
    const there = JSON.stringify({ metadata: {}, data: { email: base64('demo@taskora.example') } });
    const { cluster } = scripted({
      'get secret there --ignore-not-found': there,
      'get secret forbidden': refused('Forbidden'),
    });
    expect(await cluster.findSecret('there')).toEqual({
      annotations: {},
      data: { email: 'demo@taskora.example' },
    });
    expect(await cluster.findSecret('missing')).toBeUndefined();
    await expect(cluster.findSecret('forbidden')).rejects.toThrow('Forbidden');
  });
});
