import { refuseOptions, runMain } from '@taskora/base/run-main';
import { withCheckoutLock } from '../checkout-lock.ts';
import { run, tasksExitCode } from '../run.ts';

/** Everything that needs no cluster: formatting, rules, types, unit, contract and chart tests, then browsers. */
const stages = [
  ['run', 'dev:format'],
  ['run-many', '-t', 'lint', 'typecheck', 'test', 'helm-lint', 'kubeconform'],
  ['run', 'dev:actionlint'],
  ['run', 'e2e:local'],
];

/** Stops at the first stage that fails, and says how long each took. */
async function test(): Promise<number> {
  for (const stage of stages) {
    const started = Date.now();
    const result = await run('nx', [...stage, '--output-style=static'], { inherit: true });
    console.log(`nx ${stage.join(' ')}: ${((Date.now() - started) / 1000).toFixed(0)} s`);
    const exitCode = tasksExitCode(result);
    if (exitCode !== 0) return exitCode;
  }
  return 0;
}

/** `npm test` */
await runMain(async () => {
  refuseOptions('npm test', process.argv.slice(2));
  return withCheckoutLock('npm test', test);
});
