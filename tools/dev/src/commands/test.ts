import { refuseOptions, runMain } from '@taskora/base/run-main';
import { withCheckoutLock } from '../checkout-lock.ts';
import { run, tasksExitCode } from '../run.ts';
import { outputsOfFailed } from '../tasks/failed-outputs.ts';

/** Everything that needs no cluster: formatting, rules, types, unit, contract and chart tests, a calendar program, browsers. */
const stages = [
  ['run', 'dev:format'],
  ['run-many', '-t', 'lint', 'typecheck', 'test', 'helm-lint', 'kubeconform'],
  ['run', 'api:test-caldav'],
  ['run', 'dev:actionlint'],
  ['run', 'e2e:local'],
];

/** Stops at the first stage that fails, and says how long each took. */
async function test(): Promise<number> {
  for (const stage of stages) {
    const started = Date.now();
    // Nx names the tasks that failed on stderr and shows what they wrote on stdout.
    let output = '';
    const result = await run('nx', [...stage, '--output-style=static'], {
      environment: process.stdout.isTTY ? { FORCE_COLOR: 'true' } : {},
      onOutput: (text, name) => {
        output += text;
        process[name].write(text);
      },
    });
    console.log(`nx ${stage.join(' ')}: ${((Date.now() - started) / 1000).toFixed(0)} s`);
    const exitCode = tasksExitCode(result);
    if (exitCode !== 0) {
      console.error(outputsOfFailed(output));
      return exitCode;
    }
  }
  return 0;
}

/** `npm test` */
await runMain(async () => {
  refuseOptions('npm test', process.argv.slice(2));
  return withCheckoutLock('npm test', test);
});
