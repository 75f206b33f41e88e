import { existsSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { UserError } from '@taskora/base/errors';
import { notFoundExitCode, run } from '@taskora/base/run';
import { resolveProgram } from '../../base/programs.ts';
import type { ConformanceReport } from '../../chart/conformance.ts';
import { conformanceReport, manifestFaults } from '../../chart/conformance.ts';
import { readEnvironment } from '../../chart/environment-file.ts';
import { manifestPaths, readRendered } from '../../chart/manifests.ts';
import { executor, leftOutOf } from '../report.ts';

export interface KubeconformOptions {
  readonly environment: string;
  readonly environmentsDirectory: string;
  readonly programsDirectory: string;
  readonly schemasDirectory: string;
  /** More places of schemas, such as of custom resources; asked after `schemasDirectory`. */
  readonly schemaLocations?: readonly string[];
  /** Kinds, or `group/version/Kind`, that are not checked. */
  readonly skipKinds?: readonly string[];
}

export default executor<KubeconformOptions>(async (options, context, project) => {
  const { root } = context;
  const leftOut = leftOutOf(context, options, project);
  if (leftOut !== undefined) {
    console.log(`${project}: nothing is checked, ${leftOut.leftOut}`);
    return;
  }
  const { environmentsDirectory, skipKinds = [] } = options;
  const { kubeVersion } = readEnvironment(
    root,
    environmentsDirectory,
    options.environment,
    project,
  );
  const rendered = readRendered(root, project, options.environment);
  const { install, upgrade } = manifestPaths(root, project);
  const locations = schemaPlaces(options, root, project);
  const result = await run(resolveProgram('kubeconform', root, options.programsDirectory), [
    '-strict',
    '-verbose',
    ...['-output', 'json'],
    ...['-kubernetes-version', kubeVersion],
    ...locations.flatMap((location) => ['-schema-location', location]),
    ...(skipKinds.length === 0 ? [] : ['-skip', skipKinds.join(',')]),
    install,
    upgrade,
  ]);
  if (result.exitCode === notFoundExitCode) throw missing(project, options.programsDirectory);
  const report = conformanceReport(result.stdout);
  const own = manifestFaults([rendered.install, rendered.upgrade]);
  if (report === undefined || (result.exitCode !== 0 && report.faults.length === 0)) {
    throw invalid(project, [(result.stdout + result.stderr).trim(), ...own]);
  }
  if (report.faults.length + own.length > 0) {
    throw invalid(project, [...report.faults, ...own], report.unknownKinds);
  }
  console.log(`${project}: ${success(report, kubeVersion)}`);
});

/** The workspace's own schemas first; without them other places have to be named. */
function schemaPlaces(
  { schemasDirectory, schemaLocations = [] }: KubeconformOptions,
  root: string,
  project: string,
): string[] {
  const folder = isAbsolute(schemasDirectory) ? schemasDirectory : join(root, schemasDirectory);
  const others = schemaLocations.map((each) => placeOf(each, root));
  if (existsSync(folder)) return [folder, ...others];
  if (others.length > 0) return others;
  throw new UserError(
    'NXHELM_SCHEMAS_MISSING',
    `there are no schemas of Kubernetes in ${schemasDirectory}`,
    'npx nx run-many -t schemas, which makes them (npx nx g @taskora/nx-helm:init adds that target)',
    { project },
  );
}

/** `default` and addresses are kubeconform's; anything else lies in the workspace. */
function placeOf(location: string, root: string): string {
  const isOurs = location !== 'default' && !/^https?:/.test(location) && !isAbsolute(location);
  return isOurs ? join(root, location) : location;
}

function success({ valid, skipped }: ConformanceReport, kubeVersion: string): string {
  const checked = `${valid} ${valid === 1 ? 'object fits' : 'objects fit'} Kubernetes ${kubeVersion}`;
  return skipped.length === 0 ? checked : `${checked}; not checked: ${skipped.join(', ')}`;
}

function missing(project: string, programsDirectory: string): UserError {
  return new UserError(
    'NXHELM_KUBECONFORM_MISSING',
    'the program kubeconform was not found',
    `install kubeconform, or put it into ${programsDirectory}`,
    { project },
  );
}

function invalid(
  project: string,
  faults: readonly string[],
  unknownKinds: readonly string[] = [],
): UserError {
  const named = `name their schemas in the option schemaLocations of the target kubeconform, or the kinds in skipKinds: ${JSON.stringify(unknownKinds)}`;
  const cure = unknownKinds.length > 0 ? named : 'correct the chart';
  return new UserError(
    'NXHELM_MANIFEST_INVALID',
    `its manifests do not fit Kubernetes:\n${faults.join('\n')}\n`,
    `${cure}, then npx nx run ${project}:kubeconform`,
    { project },
  );
}
