import { NxHelmError } from '../errors.ts';

interface Place {
  readonly project: string;
  /** The chart in the workspace, relative to it. */
  readonly chart: string;
}

/** How `helm template` and `helm lint` say that a chart of Chart.yaml is not in the folder `charts`. */
const missing =
  /(?:missing in charts\/ directory|chart directory is missing these dependencies): *(\S.*)/;

/** What is vendored is taken as it is, and nothing is fetched while a chart is rendered. */
export function missingDependency(
  { project, chart }: Place,
  words: string,
): NxHelmError | undefined {
  const names = missing.exec(words)?.[1]?.trim();
  if (names === undefined) return undefined;
  return new NxHelmError({
    code: 'NXHELM_DEPENDENCY_MISSING',
    project,
    what: `${chart}/Chart.yaml depends on ${names}, which ${chart}/charts does not have`,
    command: `helm dependency build ${chart} (one without a repository has to be put there by hand), then npx nx run ${project}:helm-template`,
  });
}
