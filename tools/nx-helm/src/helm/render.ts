import { NxHelmError } from '../errors.ts';
import type { Environment } from './environment-file.ts';
import type { Helm } from './helm.ts';
import { helmWords } from './helm.ts';

export interface RenderRequest {
  readonly project: string;
  readonly namespace: string;
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
 * the environment's file. The install form is rendered twice, which finds charts that draw random
 * values or read the clock; their releases would roll on every run.
 */
export async function render(helm: Helm, request: RenderRequest): Promise<Render> {
  const [install, again, upgrade] = await Promise.all([
    renderOnce(helm, request, []),
    renderOnce(helm, request, []),
    renderOnce(helm, request, ['--is-upgrade']),
  ]);
  if (install !== again) {
    throw new NxHelmError({
      code: 'NXHELM_RENDER_IMPURE',
      project: request.project,
      what: 'two renders of the chart differ, so it uses random values or the time',
      command:
        'remove rand*, gen*, uuidv4 and now from its templates; make secrets outside the chart',
    });
  }
  if (!/^\s*kind:/m.test(install)) {
    throw new NxHelmError({
      code: 'NXHELM_RENDER_EMPTY',
      project: request.project,
      what: 'the chart renders no object with these values',
      command: `check its templates and values: helm template ${request.chartFolder}`,
    });
  }
  return { install, upgrade };
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
  throw renderError(request, helmWords(result));
}

function renderError({ project, environment }: RenderRequest, words: string): NxHelmError {
  const isSchema = /don't meet the specifications of the schema|values\.schema\.json/.test(words);
  return isSchema
    ? new NxHelmError({
        code: 'NXHELM_VALUES_INVALID',
        project,
        what: `the values of environment ${environment.name} do not fit the chart's values.schema.json: ${words}`,
        command: `correct the values, then npx nx run ${project}:helm-template`,
      })
    : new NxHelmError({
        code: 'NXHELM_RENDER_FAILED',
        project,
        what: `the chart cannot be rendered: ${words}`,
        command: `correct the chart, then npx nx run ${project}:helm-template`,
      });
}
