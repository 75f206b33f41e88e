import { UserError } from '@taskora/base/errors';
import { isPlainObject } from '../base/plain-object.ts';
import type { Environment } from './environment-file.ts';
import type { Helm } from './helm.ts';
import { helmErrorText } from './helm.ts';
import { manifestDocuments } from './parse-manifests.ts';
import { withoutRandomTests } from './purity.ts';

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
  errorText: string,
): UserError | undefined {
  const names = missing.exec(errorText)?.[1]?.trim();
  if (names === undefined) return undefined;
  return new UserError(
    'NXHELM_DEPENDENCY_MISSING',
    `${chart}/Chart.yaml depends on ${names}, which ${chart}/charts does not have`,
    `helm dependency build ${chart} (one without a repository has to be put there by hand), then npx nx run ${project}:helm-template`,
    { project },
  );
}

export interface RenderRequest {
  readonly project: string;
  readonly namespace: string;
  /** The chart in the workspace, relative to it; what is rendered is its copy. */
  readonly chart: string;
  readonly chartFolder: string;
  readonly valuesFiles: readonly string[];
  readonly environment: Environment;
}

export interface Render {
  readonly install: string;
  readonly upgrade: string;
}

/**
 * Renders what an install and what an upgrade would apply. No cluster is asked: versions come from
 * the environment's file. Each form is rendered twice, which finds charts that draw random values or
 * read the clock; their releases would roll on every run.
 */
export async function render(helm: Helm, request: RenderRequest): Promise<Render> {
  const { project } = request;
  refuseUnfitName(project);
  const forms = [[], [], ['--is-upgrade'], ['--is-upgrade']];
  const [first = '', second = '', third = '', fourth = ''] = await Promise.all(
    forms.map((form) => renderOnce(helm, request, form)),
  );
  const rendered = {
    install: withoutRandomTests(project, first, second),
    upgrade: withoutRandomTests(project, third, fourth),
  };
  const documents = Object.values(rendered).map((text) => manifestDocuments(text, 'refused'));
  if (!documents[0]?.some(({ value }) => isPlainObject(value) && 'kind' in value)) {
    throw new UserError(
      'NXHELM_RENDER_EMPTY',
      'the chart renders no object with these values',
      `check its templates and values: helm template ${request.chartFolder}`,
      { project },
    );
  }
  return rendered;
}

/** Helm's rule for a release, which is called as its project is. */
const releaseName =
  /^(?=.{1,53}$)[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/;

function refuseUnfitName(project: string): void {
  if (releaseName.test(project)) return;
  throw new UserError(
    'NXHELM_PROJECT_NAME',
    'its name cannot be that of a Helm release, which has at most 53 lower-case letters, digits, hyphens and dots',
    `give the project another name in the project.json of ${project}`,
    { project },
  );
}

async function renderOnce(
  helm: Helm,
  request: RenderRequest,
  form: readonly string[],
): Promise<string> {
  const { project, namespace, chartFolder, valuesFiles, environment } = request;
  const result = await helm.run([
    'template',
    project,
    chartFolder,
    '--namespace',
    namespace,
    ...valuesFiles.flatMap((file) => ['--values', file]),
    '--kube-version',
    environment.kubeVersion,
    ...environment.apiVersions.flatMap((version) => ['--api-versions', version]),
    ...form,
  ]);
  if (result.exitCode === 0) return result.stdout;
  throw renderError(request, helmErrorText(result));
}

function renderError(request: RenderRequest, errorText: string): UserError {
  const { project, environment } = request;
  const isSchema = /don't meet the specifications of the schema|values\.schema\.json/.test(
    errorText,
  );
  if (isSchema) {
    return new UserError(
      'NXHELM_VALUES_INVALID',
      `the values of environment ${environment.name} do not fit the chart's values.schema.json: ${errorText}`,
      `correct the values, then npx nx run ${project}:helm-template`,
      { project },
    );
  }
  return (
    missingDependency(request, errorText) ??
    new UserError(
      'NXHELM_RENDER_FAILED',
      `the chart cannot be rendered: ${errorText}`,
      `correct the chart, then npx nx run ${project}:helm-template`,
      { project },
    )
  );
}
