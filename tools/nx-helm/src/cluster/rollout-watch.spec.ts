import type { RunResult } from '@taskora/base/run';
import type { Kubectl } from './connect.ts';
import type { Pod } from './pods.ts';
import type { Job } from './rollout-failures.ts';
import { watchRollout } from './rollout-watch.ts';

const labels = { app: 'api' };

function pod(name: string, changes: Partial<Pod['status']>, podLabels = labels): Pod {
  return { metadata: { name, labels: podLabels }, status: { phase: 'Running', ...changes } };
}

function crashed(restartCount: number): Pod {
  const state = { waiting: { reason: 'CrashLoopBackOff', message: 'back-off 20s' } };
  return pod('api-1', {
    containerStatuses: [{ name: 'api', ready: false, restartCount, state }],
  });
}

const crashing = crashed(2);

const failedJob: Job = {
  metadata: { name: 'migrate', uid: 'new' },
  status: { conditions: [{ type: 'Failed', status: 'True', reason: 'BackoffLimitExceeded' }] },
};

/** What is in a cluster besides pods from the first poll after the rollout began. */
interface Others {
  readonly warnings?: readonly object[];
  readonly jobs?: readonly Job[];
}

const backOff = { involvedObject: { name: 'api-1' }, reason: 'BackOff', message: 'restarting' };

/** A cluster whose answers change with each poll of its pods, one a minute. */
function clusterThat(
  polls: readonly (readonly Pod[])[],
  logs: (args: readonly string[]) => string,
  { warnings = [backOff], jobs = [] }: Others,
): { readonly kubectl: Kubectl; readonly seen: Promise<void> } {
  const { promise: seen, resolve } = deferred();
  let poll = 0;
  jest.spyOn(Date, 'now').mockImplementation(() => poll * 60_000);
  const answer = (args: readonly string[]): string => {
    if (args[0] === 'logs') return logs(args);
    // None of them was there before the rollout.
    if (args[1] === 'jobs') return JSON.stringify({ items: poll <= 1 ? [] : jobs });
    if (args[1] === 'events') return JSON.stringify({ items: poll <= 1 ? [] : warnings });
    const items = polls[Math.min(poll, polls.length - 1)];
    poll += 1;
    // The poll after the last begins only when that one was processed.
    if (poll > polls.length) resolve();
    return JSON.stringify({ items });
  };
  const result = (stdout: string): RunResult => ({ exitCode: 0, stdout, stderr: '' });
  const kubectl: Kubectl = {
    namespace: 'acme',
    try: (args) => Promise.resolve(result(answer(args))),
    read: (args) => Promise.resolve(answer(args)),
  };
  return { kubectl, seen };
}

function deferred() {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

async function watched(
  polls: readonly (readonly Pod[])[],
  logs: (args: readonly string[]) => string,
  onStuck: (reason: string) => void = () => undefined,
  others: Others = {},
): Promise<string> {
  // The first reading is the one from before the rollout.
  const { kubectl, seen } = clusterThat([[], ...polls], logs, others);
  const workloads = [
    { kind: 'Deployment', name: 'api', podLabels: labels, isHook: false },
    { kind: 'Job', name: 'migrate', podLabels: {}, isHook: true },
  ];
  const watch = await watchRollout({
    kubectl,
    release: 'api',
    workloads,
    onStuck,
    pollMilliseconds: 1,
  });
  await seen;
  return watch.stop();
}

beforeEach(() => {
  jest.spyOn(console, 'log').mockImplementation(() => undefined);
});

describe('what a failed rollout reports (N5)', () => {
  it('names the pod, its state, the end of its log and its events', async () => {
    const findings = await watched([[crashing]], () => 'FATAL: no database\n');
    expect(findings).toBe(
      [
        '  pod api-1: CrashLoopBackOff, 2 restarts',
        '    api: back-off 20s',
        '    api | FATAL: no database',
        '  event api-1: BackOff: restarting',
      ].join('\n'),
    );
  });

  it('keeps a log that was read once, although it cannot be read again', async () => {
    let reads = 0;
    const findings = await watched([[crashing], [crashing]], () => {
      reads += 1;
      return reads === 1 ? 'FATAL: no database' : 'unable to retrieve container logs for x';
    });
    expect(findings).toContain('api | FATAL: no database');
    expect(findings).not.toContain('unable to retrieve');
  });

  it('is reported once, as soon as it is clear, with the log that was read by then', async () => {
    const onStuck = jest.fn();
    const findings = await watched(
      [[crashing], [crashed(3)], [crashed(4)]],
      () => 'FATAL',
      onStuck,
    );
    expect(onStuck.mock.calls).toEqual([
      ['pod api-1, container api: CrashLoopBackOff, 3 restarts (back-off 20s)'],
    ]);
    expect(findings).toContain('api | FATAL');
  });

  const message = 'pods "api" is forbidden: exceeded quota: none';
  const involvedObject = { kind: 'ReplicaSet', name: 'api-5d8f' };
  const refused = { involvedObject, reason: 'FailedCreate', message };
  const reason = `ReplicaSet api-5d8f cannot create pods: ${message}`;

  it('names what refuses the pods while there is none, and once more at the end', async () => {
    const findings = await watched([[], []], () => '', undefined, { warnings: [refused] });
    expect(console.log).toHaveBeenCalledWith(`api: 0 of 0 pods ready (${reason})`);
    expect(findings).toBe(`  ${reason}`);
  });

  it.each<[string, string, Others]>([
    ['no pod can be made', reason, { warnings: [refused] }],
    [
      'a hook has failed',
      'hook Job migrate: BackoffLimitExceeded',
      { warnings: [], jobs: [failedJob] },
    ],
  ])('ends the rollout once and for all where %s', async (_what, reason, others) => {
    const onStuck = jest.fn();
    await watched([[], [], [], []], () => '', onStuck, others);
    expect(onStuck.mock.calls).toEqual([[reason]]);
  });

  it('says nothing of pods that got ready, or that belong to another release', async () => {
    const ready = pod('api-1', { conditions: [{ type: 'Ready', status: 'True' }] });
    const foreign = pod('web-1', {}, { app: 'web' });
    expect(
      await watched(
        [
          [crashing, foreign],
          [ready, foreign],
        ],
        () => 'x',
      ),
    ).toBe('');
  });
});
