import { parseArgs } from 'node:util';
import { runMain } from '@taskora/base/run-main';
import { startStack, type Stack } from '@taskora/dev/stack';
import { refuseIfInterrupted, watchForInterruption } from '../interruption.ts';
import { keepFigures } from '../keep.ts';
import { costOf, median, spreadOf, type Round, type Run } from '../metrics/cost.ts';
import { signUpReader, type Reader } from '../metrics/throughput.ts';
import { counted } from '../options.ts';

/** What metrics may take of the throughput. */
const COST_MAX = 0.03;
const WARM_UP_SECONDS = 4;

function readOptions() {
  const { rounds, milliseconds } = parseArgs({
    options: {
      rounds: { type: 'string', default: '150' },
      milliseconds: { type: 'string', default: '400' },
    },
  }).values;
  return {
    rounds: counted('rounds', rounds, 10_000),
    seconds: counted('milliseconds', milliseconds, 600_000) / 1000,
  };
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

const textOf = ({ perSecond, milliseconds }: Run): string =>
  `${perSecond.toFixed(0)} requests/s, ${milliseconds.toFixed(2)} ms of processor each`;

/** The stacks take turns, and begin in turns, so that neither has the better part of the time. */
async function compare(bare: Reader, measured: Reader, rounds: number, seconds: number) {
  const found: Round[] = [];
  for (let index = 0; index < rounds; index += 1) {
    refuseIfInterrupted();
    const isBareFirst = index % 2 === 0;
    const first = await (isBareFirst ? bare : measured).read(seconds);
    const second = await (isBareFirst ? measured : bare).read(seconds);
    const round = isBareFirst
      ? { bare: first, measured: second }
      : { bare: second, measured: first };
    console.log(`  ${textOf(round.bare)} without, ${textOf(round.measured)} with metrics`);
    found.push(round);
  }
  return found;
}

/** `metrics.ts [--rounds=150] [--milliseconds=400]`: lists of tasks through web, on loopback. */
async function main(): Promise<number> {
  watchForInterruption();
  const { rounds, seconds } = readOptions();
  const stacks: Stack[] = [];
  const readers: Reader[] = [];
  try {
    for (const isMeasured of [false, true]) {
      const stack = await startStack({ frontEnds: ['web'], isMeasured });
      stacks.push(stack);
      readers.push(await signUpReader(stack));
    }
    const [bare, measured] = readers as [Reader, Reader];
    for (const reader of readers) await reader.read(WARM_UP_SECONDS);
    const found = await compare(bare, measured, rounds, seconds);
    const cost = costOf(found);
    const spread = spreadOf(found);
    const file = keepFigures('metrics', { rounds: found, cost, spread });
    console.log(
      `metrics cost ${percent(cost)} of the throughput (half of ${rounds} rounds: ` +
        `${percent(spread[0])} to ${percent(spread[1])}; at most ${percent(COST_MAX)}), ` +
        `${median(found.map(({ bare }) => bare.milliseconds)).toFixed(2)} ms of processor for a request without; ${file}`,
    );
    return cost <= COST_MAX ? 0 : 1;
  } finally {
    for (const reader of readers) reader.close();
    for (const stack of stacks.toReversed()) await stack.stop();
  }
}

await runMain(main);
