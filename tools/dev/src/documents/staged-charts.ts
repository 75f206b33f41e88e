import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { workspaceRoot } from '../environment.ts';
import { must, programPath } from '../run.ts';

/** What the releases of a deployment are called; the whole is one release of them all. */
export const releases = ['platform', 'api', 'web', 'chatbot', 'ops'] as const;
export type Release = (typeof releases)[number];
export type Chart = Release | 'taskora';

const folderOf = (chart: Chart | 'service'): string =>
  ['api', 'web', 'chatbot', 'ops'].includes(chart)
    ? `apps/${chart}/chart`
    : `infra/charts/${chart}`;

export interface RenderValues {
  /** Values files, the later ones win. */
  readonly files?: readonly string[];
  /** `--set` arguments. */
  readonly set?: readonly string[];
}

export interface StagedCharts {
  /** The objects of a chart, as `helm template` prints them; none is asked of a cluster. */
  readonly render: (chart: Chart, values?: RenderValues) => Promise<readonly unknown[]>;
  /** Where a chart lies. */
  readonly chart: (chart: Chart) => string;
  /** For values files of a render. */
  readonly folder: string;
  readonly dispose: () => void;
}

/** The charts with those that they consist of in `charts/`, as a packed chart has them. */
export function stageCharts(root = workspaceRoot): StagedCharts {
  const folder = mkdtempSync(join(tmpdir(), 'taskora-charts-'));
  const copy = (chart: Chart | 'service', target: string): void =>
    cpSync(join(root, folderOf(chart)), target, { recursive: true });
  const withLibrary = (chart: Chart, target: string): void => {
    copy(chart, target);
    copy('service', join(target, 'charts/taskora-service'));
  };
  const whole = join(folder, 'taskora');
  withLibrary('taskora', whole);
  for (const release of releases) withLibrary(release, join(folder, release));
  const parts = partsOf(join(root, folderOf('taskora')));
  for (const { name, path } of parts) {
    const target = join(whole, 'charts', name);
    cpSync(path, target, { recursive: true });
    copy('service', join(target, 'charts/taskora-service'));
  }
  const wholeImages = parts.map(({ name }) => `${name}.image.tag`);
  return {
    render: (chart, values) => {
      const images = chart === 'taskora' ? wholeImages : ['image.tag'];
      return render(join(folder, chart), chart, images, values);
    },
    chart: (chart) => join(folder, chart),
    folder,
    dispose: () => rmSync(folder, { recursive: true, force: true }),
  };
}

const chartSchema = z.looseObject({
  dependencies: z.array(z.looseObject({ name: z.string(), repository: z.string() })),
});

/** The charts that the whole consists of, the library aside. */
function partsOf(whole: string): { readonly name: string; readonly path: string }[] {
  const text = readFileSync(join(whole, 'Chart.yaml'), 'utf8');
  return chartSchema
    .parse(parse(text))
    .dependencies.filter(({ name }) => name !== 'taskora-service')
    .map(({ name, repository }) => ({
      name,
      path: join(whole, repository.replace('file://', '')),
    }));
}

const tag = 'c-0123456789ab';

async function render(
  folder: string,
  chart: Chart,
  images: readonly string[],
  { files = [], set = [] }: RenderValues = {},
) {
  const args = [
    ...['template', chart, folder, '--namespace=taskora', '--kube-version=1.34.4'],
    ...files.map((file) => `--values=${file}`),
    ...[...images.map((image) => `${image}=${tag}`), ...set].map((pair) => `--set=${pair}`),
  ];
  const text = await must(programPath('helm'), args, {
    code: 'DATA_MODEL_NOT_RENDERED',
    fix: `npx nx run ${chart}:helm-lint`,
  });
  return parseAllDocuments(text)
    .map((document) => document.toJS() as unknown)
    .filter((object) => object !== null);
}

const environmentSchema = z.looseObject({
  nxHelm: z.looseObject({
    releases: z
      .record(z.string(), z.union([z.literal(false), z.record(z.string(), z.unknown())]))
      .default({}),
  }),
});

/** Writes the values of an environment's file that a release is given, and says where: the later win. */
export function environmentValues(name: string, chart: Chart, folder: string): readonly string[] {
  const text = readFileSync(join(workspaceRoot, `infra/environments/${name}.yaml`), 'utf8');
  const { nxHelm, ...shared } = environmentSchema.parse(parse(text));
  // Also one that the environment leaves out is rendered, as if it were deployed there.
  return [shared, nxHelm.releases[chart] || {}].map((values, index) => {
    const file = join(folder, `${chart}-${name}-${index}.json`);
    writeFileSync(file, JSON.stringify(values));
    return file;
  });
}
