import { strict as assert } from 'node:assert';
import type { DemoRelease } from '../demo-release.ts';
import { until } from '../executor-process.ts';

const port = 41_301;

/** Begins with the release deployed; one rollout and one restart happen while it is watched. */
export async function checkWatching(demo: DemoRelease): Promise<void> {
  await demo.deploys({ text: 'five' });
  const logs = demo.start('logs', { tail: 5 });
  const forward = demo.start('port-forward', { port });
  await logs.prints(/\[demo-\S+\/server\] started with five/);
  await forward.prints(new RegExp(`http://localhost:${port} forwards to Service demo, port 80`));
  assert.equal(await ask('/before'), 'five');
  await logs.prints(/asked for \/before of five/);
  await checkBusyPort(demo);

  const deploying = demo.deploys({ text: 'six' });
  // The old pod ends in the middle of what it is asked; the port stays, and the next answer is the new pod's.
  await until(async () => ((await ask('/over').catch(() => '')) === 'six' ? true : undefined));
  await deploying;
  await logs.prints(/started with six/);
  await forward.prints(/reconnected to pod/);
  assert.equal(await ask('/after'), 'six');
  await logs.prints(/asked for \/after of six/);
  console.log('ok  logs and port-forward go on over a rollout');

  await checkRestart(demo, logs.prints.bind(logs));
  for (const task of [logs, forward]) assert.equal((await task.stop()).exitCode, 0);
  await assert.rejects(fetch(`http://127.0.0.1:${port}/`));
  console.log('ok  both end when they are ended, and leave no open port');
}

async function ask(path: string): Promise<string> {
  const headers = { connection: 'close' };
  return (await fetch(`http://127.0.0.1:${port}${path}`, { headers })).text();
}

async function checkBusyPort(demo: DemoRelease): Promise<void> {
  const { exitCode, text } = await demo.run('port-forward', { port });
  assert.equal(exitCode, 1);
  assert.match(text, new RegExp(`NXHELM_PORT_BUSY: port ${port} .*--port ${port + 1}`));
  console.log('ok  a port that is in use is refused');
}

/** The same pod, another run of its container. */
async function checkRestart(
  demo: DemoRelease,
  prints: (pattern: RegExp) => Promise<string>,
): Promise<void> {
  const target = ['exec', `deployment/${demo.release}`, '--', 'node', '-e', 'process.kill(1)'];
  await demo.kubectl().try(target);
  await prints(/started with six[^]*started with six/);
  assert.equal(await until(() => ask('/restarted').catch(() => undefined)), 'six');
  const previous = await demo.does('logs', { previous: true });
  assert.match(previous, /asked for \/after of six/);
  assert.doesNotMatch(previous, /asked for \/restarted/);
  const now = await demo.does('logs', { follow: false, tail: 1 });
  assert.equal(now.match(/\[demo-/g)?.length, 1, now);
  console.log('ok  logs go on over a restart, and --previous shows what was before it');
}
