import { lockCheckout } from '../checkout-lock.ts';
import { run, tasksExitCode } from '../run.ts';
import { refuseOptions, runMain } from '@taskora/base/run-main';

/** Everything that needs no cluster: formatting, rules, types, unit, contract and chart tests, then browsers. */
const stages = [
  ['run', 'dev:format'],
  ['run-many', '-t', 'lint', 'typecheck', 'test', 'helm-lint', 'kubeconform'],
  ['run', 'infra:actionlint'],
  ['run', 'e2e:local'],
];

/** `npm test`: stops at the first stage that fails, and says how long each took. */
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

async function main(): Promise<number> {
  refuseOptions('npm test', process.argv.slice(2));
  const lock = lockCheckout('npm test');
  try {
    return await test();
  } finally {
    lock.release();
  }
}

await runMain(main);
