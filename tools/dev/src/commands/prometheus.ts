import { refuseOptions, runMain } from '@taskora/base/run-main';
import { searchPath, workspaceRoot } from '../environment.ts';
import { ensurePrometheus } from '../monitoring/programs.ts';

/** Brings the programs by which alert rules are checked; elsewhere than on Debian a person does. */
await runMain(async () => {
  refuseOptions('npx nx run dev:prometheus', process.argv.slice(2));
  const outcome = await ensurePrometheus(workspaceRoot, searchPath());
  console.log(
    outcome === 'not Debian'
      ? 'prometheus: not Debian. Do: put prometheus and promtool, 2.42 or newer, on the search path'
      : `prometheus: ${outcome}`,
  );
  return 0;
});
