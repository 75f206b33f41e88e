import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { serviceKinds } from '../src/generators/names.ts';
import { expectThat, finish } from './foreign-commands.ts';
import * as deployment from './foreign-deploy.ts';
import * as generation from './foreign-generate.ts';
import type { ForeignWorkspaceOptions, Run } from './foreign-run.ts';
import { builtReferences, removeImages } from './foreign-run.ts';

export type { ForeignWorkspaceOptions } from './foreign-run.ts';

/** Seconds by step. */
export type ForeignWorkspaceReport = Readonly<Record<string, number>>;

/** The packed plugin in a workspace that create-nx-workspace made, up to a running service. */
export async function foreignWorkspace(
  options: ForeignWorkspaceOptions,
): Promise<ForeignWorkspaceReport> {
  const { temporaryFolder, namespace, say = console.log } = options;
  const kubectl = join(options.programsDirectory, 'kubectl');
  // It is deleted in the end, so it must be nobody's.
  const { exitCode } = await finish(process.cwd(), kubectl, ['get', 'namespace', namespace]);
  expectThat(exitCode !== 0, `the namespace ${namespace} is new`);
  mkdirSync(temporaryFolder, { recursive: true });
  const parent = mkdtempSync(join(temporaryFolder, 'nx-helm-foreign-'));
  const run: Run = { options, parent, root: join(parent, 'shop'), seconds: {} };
  try {
    for (const [name, step] of options.isShort === true ? shortSteps : steps) {
      const started = Date.now();
      await step(run);
      run.seconds[name] = (Date.now() - started) / 1000;
      say(`${name}: ${run.seconds[name].toFixed(1)} s`);
    }
    for (const reference of builtReferences(run)) say(`built ${reference}`);
    return run.seconds;
  } finally {
    await finish(parent, kubectl, ['delete', 'namespace', namespace, '--ignore-not-found']);
    await removeImages(run);
    rmSync(parent, { recursive: true, force: true });
  }
}

type Step = (run: Run) => Promise<void>;

const steps: readonly (readonly [name: string, step: Step])[] = [
  ['create-nx-workspace', generation.createWorkspace],
  ['install the packed plugin', generation.installPlugin],
  ['init, twice', generation.initialise],
  ['image and services, a dry run first', generation.generateServices],
  ['charts', generation.generateCharts],
  ['a name that cannot be, refused', generation.refuseBadName],
  ['build, types, tests, lint, kubeconform', deployment.check],
  ['charts with everything on, and without a tag', deployment.checkCharts],
  ['deploy into a restricted namespace', deployment.deploy],
  ['deploy again: skipped', deployment.deployAgain],
  ['an edited comment: no image, no rollout', deployment.editComment],
  ['status, test, uninstall', deployment.inspectAndRemove],
];

/** What a newcomer does first; the rest says what the generators refuse and what else they can. */
const leftOutWhenShort: readonly Step[] = [
  generation.generateCharts,
  generation.refuseBadName,
  deployment.checkCharts,
];
const shortSteps = steps.filter(([, step]) => !leftOutWhenShort.includes(step));

if (process.argv[1] === import.meta.filename) {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    options: {
      packageFiles: text,
      temporaryFolder: text,
      baseImageReference: text,
      pythonImageReference: text,
      programsDirectory: text,
      schemasDirectory: text,
      namespace: text,
      deployed: text,
    },
  });
  const { deployed = 'node', pythonImageReference, ...rest } = values;
  const given = (name: keyof typeof rest): string => {
    const value = rest[name];
    if (value === undefined) throw new Error(`--${name} is missing`);
    return value;
  };
  await foreignWorkspace({
    packageFiles: given('packageFiles').split(','),
    temporaryFolder: given('temporaryFolder'),
    baseImageReference: given('baseImageReference'),
    programsDirectory: given('programsDirectory'),
    schemasDirectory: given('schemasDirectory'),
    namespace: given('namespace'),
    deployed: serviceKinds.filter((kind) => deployed.split(',').includes(kind)),
    ...(pythonImageReference === undefined ? {} : { pythonImageReference }),
  });
}
