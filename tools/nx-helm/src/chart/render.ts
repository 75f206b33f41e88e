import { UserError } from '@taskora/base/errors';
import { isPlainObject } from '../base/plain-object.ts';
import { readYaml } from '../base/read-yaml.ts';
import type { Environment } from './environment-file.ts';
import type { Helm } from './helm.ts';
import { helmErrorText } from './helm.ts';
import { manifestDocuments } from './manifest-objects.ts';

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
  /** Its templates are somebody else's. */
  readonly isRemote?: boolean;
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
    install: withoutRandomTests(request, first, second),
    upgrade: withoutRandomTests(request, third, fourth),
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

/** One document of what Helm rendered, with the comment that says which template it is from. */
interface Part {
  readonly text: string;
  readonly template: string;
}

/**
 * What two renders of one form have in common. Tests that a chart brings may differ: they run when
 * they are asked for, so one with a random name is left out and rolls nothing. Anything else that
 * differs would be deployed anew in each run, and is refused by its name.
 */
function withoutRandomTests(request: RenderRequest, first: string, second: string): string {
  if (first === second) return first;
  const [parts, others] = [partsOf(first), partsOf(second)];
  const random = [...only(parts, others), ...only(others, parts)];
  const deployed = random.filter(({ text }) => !isTest(text));
  if (deployed.length > 0) throw impure(request, only(deployed, others), only(deployed, parts));
  return withoutTemplates(parts, new Set(random.map(({ template }) => template)));
}

const leftOut = '# nx-helm: left out, because this test differs in each render';

function withoutTemplates(parts: readonly Part[], templates: ReadonlySet<string>): string {
  const kept = parts.filter(({ text, template }) => !(templates.has(template) && isTest(text)));
  const notes = [...templates].map((template) => `\n# Source: ${template}\n${leftOut}\n`);
  return [...kept.map(({ text }) => text), ...notes].join('---');
}

/** A stored manifest without the tests that a render leaves out, so that the two can be compared. */
export function withoutTestsLeftOutOf(rendered: string, stored: string): string {
  const templates = partsOf(rendered)
    .filter(({ text }) => text.includes(leftOut))
    .map(({ template }) => template);
  return templates.length === 0 ? stored : withoutTemplates(partsOf(stored), new Set(templates));
}

/** For programs that deploy plain objects, and would run tests as if they belonged to the release. */
export function withoutTests(manifests: string): string {
  return partsOf(manifests)
    .filter(({ text }) => !text.includes(leftOut) && !isTestHook(text))
    .map(({ text }) => text)
    .join('---');
}

function partsOf(manifests: string): Part[] {
  return manifests.split(/^---(?=\s)/m).map((text) => ({
    text,
    template: /^# Source: (.*)$/m.exec(text)?.[1]?.trim() ?? '',
  }));
}

function only(parts: readonly Part[], others: readonly Part[]): Part[] {
  const texts = new Set(others.map(({ text }) => text));
  return parts.filter(({ text }) => !texts.has(text));
}

const testEvents = new Set(['test', 'test-success', 'test-failure']);

function isTestHook(text: string): boolean {
  return hookOf(readObject(text)) !== '' && isTest(text);
}

function isTest(text: string): boolean {
  const events = hookOf(readObject(text)).split(',');
  return events.every((event) => testEvents.has(event.trim()));
}

function hookOf(object: Readonly<Record<string, unknown>>): string {
  const { annotations } = fieldsOf(object['metadata']);
  return String(fieldsOf(annotations)['helm.sh/hook'] ?? '');
}

function readObject(text: string): Readonly<Record<string, unknown>> {
  try {
    return fieldsOf(readYaml(text, { duplicates: 'last wins' })[0]?.value);
  } catch {
    return {};
  }
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return isPlainObject(value) ? value : {};
}

/** Names what differs by object and field, and never the value, which may be a password. */
function impure(
  { project, isRemote = false }: RenderRequest,
  first: readonly Part[],
  second: readonly Part[],
): UserError {
  const parts = first.length > 0 ? first : second;
  const differences = parts.map((part, index) => {
    const object = readObject(part.text);
    const other = readObject(second[index]?.text ?? '');
    return `${titleOf(object)} (${part.template || 'no template'})${describeFields(object, other)}`;
  });
  const templates = [...new Set(parts.map(({ template }) => template).filter(Boolean))];
  const cure = isRemote
    ? `set the values by which the chart takes a Secret or certificate that is there; helm show values lists them`
    : `remove rand*, gen*, uuidv4 and now from ${templates.join(', ') || 'its templates'}; make secrets outside the chart`;
  return new UserError(
    'NXHELM_RENDER_IMPURE',
    `two renders of the chart differ, so it would roll in each run, in ${differences.join(', ')}`,
    cure,
    { project },
  );
}

function titleOf(object: Readonly<Record<string, unknown>>): string {
  const hook = hookOf(object);
  const title = `${String(object['kind'] ?? 'text')} ${String(fieldsOf(object['metadata'])['name'] ?? '')}`;
  return hook === '' ? title.trim() : `the ${hook} hook ${title.trim()}`;
}

const mostFields = 3;

function describeFields(one: unknown, other: unknown): string {
  const fields = differingFields(one, other);
  const more = fields.length > mostFields ? ` and ${fields.length - mostFields} more` : '';
  return fields.length === 0 ? '' : ` at ${fields.slice(0, mostFields).join(', ')}${more}`;
}

function differingFields(one: unknown, other: unknown, place = ''): string[] {
  if (JSON.stringify(one) === JSON.stringify(other)) return [];
  const isPair = typeof one === 'object' && typeof other === 'object' && one && other;
  if (!isPair) return [place];
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  const [fields, others] = [one, other] as Readonly<Record<string, unknown>>[];
  return [...keys].flatMap((key) =>
    differingFields(fields?.[key], others?.[key], place === '' ? key : `${place}.${key}`),
  );
}
