import type { FollowOptions } from '@taskora/base/stream';
import type { LogRequest } from './logs.ts';
import { followLogs } from './logs.ts';
import type { Pod } from './pods.ts';

const labels = { app: 'web' };

function pod(name: string, restartCount = 0, state: object = { running: {} }): Pod {
  return {
    metadata: { name, uid: `uid-${name}`, labels },
    status: { containerStatuses: [{ name: 'server', ready: true, restartCount, state }] },
  };
}

interface Reading {
  readonly args: readonly string[];
  readonly options: FollowOptions;
  readonly end: () => void;
}

/**
 * A cluster whose pods a test sets for each poll, and whose logs it writes; the last poll stops the
 * run.
 */
function cluster(...polls: readonly ((readings: readonly Reading[]) => readonly Pod[])[]) {
  const readings: Reading[] = [];
  const lines: string[] = [];
  const stopping = new AbortController();
  let poll = 0;
  const request: LogRequest = {
    kubectl: {
      namespace: 'acme',
      read: () => Promise.reject(new Error('not asked')),
      try: () => {
        const items = polls[poll]?.(readings) ?? [];
        poll += 1;
        if (poll > polls.length) stopping.abort();
        return Promise.resolve({ exitCode: 0, stdout: JSON.stringify({ items }), stderr: '' });
      },
    },
    followKubectl: (args, options) =>
      new Promise((resolve) => {
        const end = (): void => resolve({ exitCode: 0, stderr: '' });
        readings.push({ args, options, end });
        if (!args.includes('--follow') || options.stop.aborted) end();
        options.stop.addEventListener('abort', end);
      }),
    selectors: [labels, {}],
    isPrevious: false,
    isFollowing: true,
    stop: stopping.signal,
    write: (line) => lines.push(line),
    say: () => undefined,
    pollMilliseconds: 0,
  };
  return { request, readings, lines };
}

describe('logs (K6)', () => {
  it('has each line with its pod before it, and no pod of another release', async () => {
    const other: Pod = { ...pod('api-1'), metadata: { name: 'api-1', labels: { app: 'api' } } };
    const { request, readings, lines } = cluster(
      () => [pod('web-1'), other],
      ([first]) => {
        first?.options.onLine('2026-01-01T00:00:00.5Z hello world');
        return [pod('web-1')];
      },
    );
    await followLogs(request);
    expect(readings.map(({ args }) => args[1])).toEqual(['web-1']);
    expect(lines).toEqual(['[web-1/server] hello world']);
  });

  it('limits only what was there before, and shows all of a pod that comes later', async () => {
    const { request, readings } = cluster(
      () => [pod('web-1')],
      () => [pod('web-1'), pod('web-2'), pod('web-3', 0, { waiting: { reason: 'Creating' } })],
    );
    await followLogs({ ...request, tail: 5, since: '1h' });
    expect(readings.map(({ args }) => [args[1], ...args.slice(6)])).toEqual([
      ['web-1', '--since=1h', '--tail=5'],
      ['web-2'],
    ]);
  });

  it('goes on with the next run of a container that restarted', async () => {
    const { request, readings } = cluster(
      () => [pod('web-1')],
      ([first]) => {
        first?.end();
        return [pod('web-1', 1, { waiting: { reason: 'CrashLoopBackOff' } })];
      },
      () => [pod('web-1', 2)],
    );
    await followLogs(request);
    expect(readings).toHaveLength(3);
  });

  it('goes on where it was when a connection breaks, and shows no line twice', async () => {
    const { request, readings, lines } = cluster(
      () => [pod('web-1')],
      ([first]) => {
        first?.options.onLine('2026-01-01T00:00:00.1Z one');
        first?.options.onLine('2026-01-01T00:00:00.25Z two');
        first?.end();
        return [];
      },
      () => [pod('web-1')],
      ([, second]) => {
        second?.options.onLine('2026-01-01T00:00:00.1Z one');
        second?.options.onLine('2026-01-01T00:00:00.25Z two');
        second?.options.onLine('2026-01-01T00:00:00.3Z three');
        return [pod('web-1')];
      },
    );
    await followLogs(request);
    expect(readings[1]?.args).toContain('--since-time=2026-01-01T00:00:00.25Z');
    expect(lines.map((line) => line.split(' ')[1])).toEqual(['one', 'two', 'three']);
  });

  it('shows before a restart only what has restarted, once, and ends', async () => {
    const { request, readings } = cluster(
      () => [pod('web-1'), pod('web-2', 3)],
      () => [],
    );
    await followLogs({ ...request, isPrevious: true, isFollowing: false });
    expect(readings.map(({ args }) => args[1])).toEqual(['web-2']);
    expect(readings[0]?.args).toContain('--previous');
  });
});
