import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  decides,
  fileCircles,
  roomCircles,
  measuresOf,
  processStarts,
  reachedFrom,
} from './measures.ts';
import { left, linesOf, pythonIn, scriptsIn } from './sources.ts';

/** What is measured of a state of the workspace, by the names of the rows. */
export type Figures = ReadonlyMap<string, number>;

/** Measures a checkout, also one of long ago: what it does not have counts nothing. */
export function figuresOf(root: string): Figures {
  const plugin = join(root, 'tools/nx-helm');
  const source = join(plugin, 'src');
  const { files, folders, medianLines } = measuresOf(source);
  const deploy = reachedFrom(...rolloutFiles(plugin));
  const tools = join(root, 'tools');
  const circlesOfRooms = sum(
    readdirSync(tools)
      .map((name) => join(tools, name, 'src'))
      .filter((folder) => existsSync(folder))
      .map((folder) => roomCircles(folder).length),
  );
  const packages = packagesOf(root).map((name) => {
    const [scripts, modules] = [scriptsIn, pythonIn].map((sources) =>
      sum(sources(join(root, name)).map(linesOf)),
    );
    return { name, scripts: scripts ?? 0, modules: modules ?? 0 };
  });
  const scripts = sum(packages.map((each) => each.scripts));
  const modules = sum(packages.map((each) => each.modules));
  return new Map([
    ['files of the plugin, without tests', files],
    ['folders of the plugin', folders],
    ['median lines of a file of the plugin', medianLines],
    ['files that a deployment can reach', deploy.length],
    ['of these, files with a decision in them', deploy.filter(decides).length],
    ['circles of files in the tools', fileCircles(tools).length],
    ['circles of rooms in the tools', circlesOfRooms],
    ['files of the tools that start a process by themselves', processStarts(tools).length],
    ['lines of code, without tests', scripts + modules],
    ['of these, TypeScript and JavaScript', scripts],
    ['of these, Python', modules],
    ...packages.map((each) => [`lines of \`${each.name}\``, each.scripts + each.modules] as const),
  ]);
}

interface Executors {
  readonly executors: {
    readonly rollout: { readonly implementation: string; readonly batchImplementation: string };
  };
}

/** What Nx loads for the executor of deployments, by itself and in a batch. */
function rolloutFiles(plugin: string): string[] {
  const manifest = readFileSync(join(plugin, 'package.json'), 'utf8');
  const list = join(plugin, (JSON.parse(manifest) as { executors: string }).executors);
  const { executors } = JSON.parse(readFileSync(list, 'utf8')) as Executors;
  const { implementation, batchImplementation } = executors.rollout;
  return [implementation, batchImplementation].map((path) => join(dirname(list), `${path}.ts`));
}

/** The folders of apps, libraries and tools, and infra as one. */
function packagesOf(root: string): string[] {
  const parents = ['apps', 'libs', 'tools'].filter((name) => existsSync(join(root, name)));
  const folders = parents.flatMap((parent) =>
    readdirSync(join(root, parent), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !left.has(entry.name))
      .map(({ name }) => `${parent}/${name}`),
  );
  return [...folders, 'infra'];
}

const sum = (numbers: readonly number[]): number => numbers.reduce((one, other) => one + other, 0);

/** Rows of Markdown; what one of the two states does not have is a dash. */
export function tableOf(before: Figures, now: Figures): string {
  const rows = [...new Set([...now.keys(), ...before.keys()])].map((what) => [
    what,
    ...[before, now].map((figures) => String(figures.get(what) ?? '-')),
  ]);
  const lines = [['what', 'before', 'now'], ['-', '-:', '-:'], ...rows];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** The figures that a document's table shows of both states. */
export function figuresIn(document: string): { readonly before: Figures; readonly now: Figures } {
  const rows = [...document.matchAll(/^\| (\S.*?) +\| +(-|\d+) \| +(-|\d+) \|$/gm)];
  const column = (index: 2 | 3): Figures =>
    new Map(
      rows.flatMap((row) =>
        row[index] === '-' ? [] : [[row[1] ?? '', Number(row[index])] as const],
      ),
    );
  return { before: column(2), now: column(3) };
}

const tolerance = 0.1;

/** What is counted, but where a figure that is shown is at most a tenth off: that one. */
export function withinTolerance(shown: Figures, counted: Figures): Figures {
  return new Map(
    [...counted].map(([what, count]) => {
      const figure = shown.get(what) ?? Number.NaN;
      return [what, Math.abs(figure - count) <= count * tolerance ? figure : count] as const;
    }),
  );
}
