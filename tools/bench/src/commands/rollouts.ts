import { parseArgs } from 'node:util';
import { runMain } from '@taskora/base/run-main';
import { refuseIfInterrupted, watchForInterruption } from '../interruption.ts';
import { keepFigures } from '../keep.ts';
import { summary } from '../load/answers.ts';
import { createClient } from '../load/client.ts';
import { counted } from '../options.ts';
import { describeFailures } from '../rollouts/bound.ts';
import { copyWeb } from '../rollouts/copy.ts';
import { SteadyClients } from '../rollouts/steady-clients.ts';

/**
 * `rollouts.ts [--requests=30000] [--per-second=200] [--rollouts=5] [--clients=50] [--namespace=…]`: whether
 * requests fail while web is rolled out at least so often, of clients that keep their connections. It works on
 * a copy of web (next.js#54522).
 */
function readOptions() {
  const { values } = parseArgs({
    options: {
      requests: { type: 'string', default: '30000' },
      'per-second': { type: 'string', default: '200' },
      rollouts: { type: 'string', default: '5' },
      clients: { type: 'string', default: '50' },
      namespace: { type: 'string', default: 'taskora-bench-rollouts' },
    },
  });
  return {
    requests: counted('requests', values.requests, 1_000_000),
    perSecond: counted('per-second', values['per-second'], 10_000),
    rollouts: counted('rollouts', values.rollouts, 100),
    clients: counted('clients', values.clients, 1000),
    namespace: values.namespace,
  };
}

async function main(): Promise<number> {
  watchForInterruption();
  const { requests, perSecond, rollouts, clients, namespace } = readOptions();
  const copy = await copyWeb(namespace);
  try {
    const each = Array.from({ length: clients }, () => createClient(copy.url));
    const steady = new SteadyClients(each, perSecond);
    const asking = steady.ask('/health');
    const seconds: number[] = [];
    try {
      // One after the other, until so many were asked meanwhile.
      while (seconds.length < rollouts || steady.count < requests) {
        refuseIfInterrupted();
        const started = performance.now();
        await copy.rollOut();
        seconds.push((performance.now() - started) / 1000);
        console.log(
          `rollout ${seconds.length}: ${seconds.at(-1)?.toFixed(0)} s, ${steady.count} asked`,
        );
      }
    } finally {
      steady.stop();
    }
    const figures = summary(await asking);
    console.log(JSON.stringify(figures));
    console.log(
      `${describeFailures(figures.requests, figures.failed)}, over ${seconds.length} rollouts`,
    );
    const raw = keepFigures('rollouts', { ...figures, seconds, clients, perSecond });
    console.log(`raw figures: ${raw}`);
    return figures.failed === 0 ? 0 : 1;
  } finally {
    await copy.remove();
  }
}

await runMain(main);
