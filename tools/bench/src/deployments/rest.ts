import { cpus } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { podsReady } from './cluster.ts';
import { waitFor } from '../wait-for.ts';

const observedMilliseconds = 1000;
/** Of all processors; Minikube with three sets of services takes about a tenth. */
const busyAtRest = 0.3;

/** Waits until the pods are ready and the processors have little to do, so that nobody pays for another's run. */
export async function atRest(): Promise<void> {
  await podsReady();
  await waitFor(
    async () => (await busyShare()) <= busyAtRest,
    120,
    'the machine does not come to rest',
  );
}

/**
 * The share of the processors' time that others would have to wait for, over a second. What runs with a low
 * priority makes room for others, and is none of it.
 */
async function busyShare(): Promise<number> {
  const before = processorTimes();
  await wait(observedMilliseconds);
  const after = processorTimes();
  return 1 - (after.idle - before.idle) / (after.all - before.all);
}

function processorTimes(): { readonly idle: number; readonly all: number } {
  const times = cpus().map((processor) => processor.times);
  const sum = (values: readonly number[]): number => values.reduce((one, other) => one + other, 0);
  return {
    idle: sum(times.map(({ idle, nice }) => idle + nice)),
    all: sum(times.flatMap((each) => Object.values(each))),
  };
}
