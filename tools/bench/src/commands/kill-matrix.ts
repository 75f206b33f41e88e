import { parseArgs } from 'node:util';
import { runMain } from '@taskora/base/run-main';
import { addresses } from '@taskora/dev/addresses';
import { verifyLedgers } from '@taskora/dev/ledgers';
import { refuseIfInterrupted, watchForInterruption } from '../interruption.ts';
import { keepFigures, keepText } from '../keep.ts';
import { clusterStage } from '../load/cluster-stage.ts';
import { makePeople, removePeople } from '../load/people.ts';
import { chosen } from '../options.ts';
import { attemptInBrowser } from '../survival/browser.ts';
import { browserCases, casesOf, namedCases, shortCases, victims } from '../survival/cases.ts';
import { mountPoints, unmountPoints } from '../survival/hook.ts';
import { pointsOf, readyPods } from '../survival/pods.ts';
import { isInTime, isWhole, line, table } from '../survival/report.ts';
import type { Trial } from '../survival/outcome.ts';
import { attempt, undisturbed } from '../survival/trial.ts';

/**
 * `kill-matrix.ts [--only=api,database,chatbot] [--points=…,…] [--short] [--browser]`: kills a pod at each point of a turn of the
 * assistant, on this machine's Minikube. Its container is ended from the node, so it is for a cluster of this
 * machine that nobody is using. The API has the points by a patch that is undone at the end.
 */
function readOptions() {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', default: victims.join(',') },
      points: { type: 'string' },
      short: { type: 'boolean', default: false },
      browser: { type: 'boolean', default: false },
    },
  });
  return {
    only: chosen(values.only, victims),
    at: values.points?.split(','),
    isShort: values.short,
    isBrowser: values.browser,
  };
}

async function main(): Promise<number> {
  watchForInterruption();
  const { only, at, isShort, isBrowser } = readOptions();
  const { sql, authSecret } = await clusterStage();
  const say = (text: string): void => console.log(text);
  const chatbotUrl = addresses.chatbot;
  const trials: Trial[] = [];
  try {
    await mountPoints();
    const [pod] = await readyPods('api');
    if (pod === undefined) throw new Error('no pod of the API is ready');
    const points = pointsOf(pod);
    const cases = isBrowser
      ? namedCases(points, browserCases)
      : isShort
        ? namedCases(points, shortCases)
        : casesOf(points, { only, at });
    const people = await makePeople(cases.length + 1, sql, authSecret);
    const [first, ...others] = people;
    if (first === undefined) throw new Error('nobody was made');
    const expected = await undisturbed(chatbotUrl, first);
    for (const [index, person] of others.entries()) {
      refuseIfInterrupted();
      const tried = cases[index];
      if (tried === undefined) break;
      const trial = isBrowser
        ? await attemptInBrowser(tried)
        : await attempt(tried, { chatbotUrl, person, expected });
      trials.push(trial);
      say(line(trial));
    }
    say(await verifyLedgers(say));
  } finally {
    await removePeople(sql);
    await unmountPoints();
    if (trials.length > 0) {
      keepText('kill-matrix.md', table(trials));
      say(`raw figures: ${keepFigures('kill-matrix', { trials })}\n\n${table(trials)}`);
    }
  }
  return trials.every((trial) => isWhole(trial) && isInTime(trial)) ? 0 : 1;
}

await runMain(main);
