import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { workspaceRoot } from './environment.ts';

const read = (file: string): string => readFileSync(join(workspaceRoot, file), 'utf8');
const map = read('AGENTS.md');

const tracked = execFileSync(
  'git',
  ['ls-files', '-z', '--cached', '--others', '--exclude-standard'],
  {
    cwd: workspaceRoot,
    encoding: 'utf8',
  },
)
  .split('\0')
  .filter((file) => file !== '' && existsSync(join(workspaceRoot, file)));

/** Whether a file is the path or lies below it. */
const isIn = (path: string, file: string): boolean => file === path || file.startsWith(`${path}/`);

interface Change {
  readonly what: string;
  /** The first file that somebody has to open, or the folder. */
  readonly first: string;
  /** A text that one file of the workspace has, and that is this one or in this folder. */
  readonly symbol: string;
}

const plugin = 'tools/nx-helm';
const api = 'apps/api/src/taskora_api';

/** What a newcomer may want to add, and where that goes. */
const changes: readonly Change[] = [
  {
    what: 'error code of the plugin',
    first: `${plugin}/ERRORS.md`,
    symbol: '# Errors of @taskora/nx-helm',
  },
  {
    what: 'target of a chart',
    first: `${plugin}/src/inference/chart-targets.ts`,
    symbol: 'function rowsOf(facts: ChartTargetFacts)',
  },
  {
    what: 'field of a task',
    first: `${api}/tasks/models.py`,
    symbol: 'class TaskRecord(SQLModel, table=True)',
  },
  {
    what: 'route of the API',
    first: `${api}/http/tasks.py`,
    symbol: 'router = APIRouter(prefix="/api/v1/tasks"',
  },
  {
    what: 'loader of images',
    first: `${plugin}/src/image/loaders.ts`,
    symbol: 'export function selectLoader(',
  },
  {
    what: 'page',
    first: 'apps/web/src/app/tasks/page.tsx',
    symbol: 'export default async function TasksPage(',
  },
  {
    what: 'fault of a rollout',
    first: `${plugin}/src/cluster/stuck-rollout.ts`,
    symbol: "['ErrImageNeverPull', 10]",
  },
  {
    what: 'condition of a release',
    first: `${plugin}/src/release/standing.ts`,
    symbol: 'export function standingOf(',
  },
  {
    what: 'label of a release',
    first: `${plugin}/src/release/stored-release.ts`,
    symbol: 'export function labelArgument(',
  },
  {
    what: 'release that an environment leaves out',
    first: 'tools/nx-helm/src/chart/environment-releases.ts',
    symbol: 'export function environmentReleases',
  },
  {
    what: 'base image',
    first: 'infra/images/README.md',
    symbol: '## How one is made',
  },
  {
    what: 'value of a chart',
    first: 'infra/charts/service/values.yaml',
    symbol: 'additionalProperties: true }\n    global:',
  },
  {
    what: 'alert, panel or metric',
    first: 'infra/monitoring/monitoring.yaml',
    symbol: "What Taskora's services export, what is an alert",
  },
  {
    what: 'prompt, skill or tool for programs with a model',
    first: 'infra/aiops/README.md',
    symbol: '## What stands in a recipe',
  },
  {
    what: 'sentence of the assistant',
    first: `${api}/assistant/messages`,
    symbol: 'ANSWER_LOST = (',
  },
  {
    what: 'provider of models',
    first: `${api}/assistant/model/providers.py`,
    symbol: 'def make_model(choice: ModelChoice',
  },
  {
    what: 'Debian package of the set-up',
    first: 'tools/dev/debian-packages.txt',
    symbol: '\nchromium ',
  },
  {
    what: 'port of the node',
    first: 'minikube.json',
    symbol: '"nodePorts": {',
  },
  {
    what: 'program for developers',
    first: 'tools/dev/src/commands',
    symbol: "refuseOptions('npx nx run dev:requirements'",
  },
  {
    what: 'tool of the operations server',
    first: 'apps/ops/src/tools/table.ts',
    symbol: 'export const tools: readonly Tool[]',
  },
  {
    what: 'language of quick add',
    first: 'libs/grammar/src/languages.ts',
    symbol: "import('../data/en.json'",
  },
  {
    what: 'finding about a library',
    first: 'findings',
    symbol: 'keeps an included router as a tree',
  },
];

/** The entries of AGENTS.md, each with the files and folders that it names, the first one first. */
function entries(): Map<string, readonly string[]> {
  const found = map.matchAll(/^- \*\*([^*]+)\*\*: ([^]*?)(?=\n- |\n\n)/gm);
  return new Map(
    [...found].map(([, what = '', text = '']) => [
      what,
      [...text.matchAll(/`([^`]+)`/g)].map(([, path = '']) => path),
    ]),
  );
}

describe('the map in AGENTS.md', () => {
  it('leads to the first file of each change', () => {
    const first = [...entries()].map(([what, [path]]) => [what, path]);
    expect(first).toEqual(changes.map(({ what, first }) => [what, first]));
  });

  it.each(changes)('leads to $first for a new $what, because that alone has it', (change) => {
    const holders = tracked.filter(
      (file) => isText(file) && !/\.spec\./.test(file) && read(file).includes(change.symbol),
    );
    expect(holders.filter((file) => !isIn(change.first, file))).toEqual([]);
    expect(holders).not.toEqual([]);
  });

  it('says of each module of sentences which those are', () => {
    const folder = `${api}/assistant/messages`;
    const modules = tracked
      .filter((file) => dirname(file) === folder && !file.endsWith('__init__.py'))
      .map((file) => file.slice(folder.length + 1));
    const [, ...named] = entries().get('sentence of the assistant') ?? [];
    expect(named.toSorted()).toEqual(modules.toSorted());
  });

  it('names no file or folder that is not there', () => {
    const named = [...map.matchAll(/`((?:apps|libs|infra|tools|docs|findings)\/[^`*<>: ]+)`/g)];
    const missing = named
      .map(([, path = '']) => path)
      .filter((path) => !existsSync(join(workspaceRoot, path)));
    expect(named.length).toBeGreaterThan(20);
    expect(missing).toEqual([]);
  });

  it('names the files beside a first one as they are called', () => {
    const missing = [...entries()].flatMap(([what, [first = '', ...others]]) => {
      const isFolder = statSync(join(workspaceRoot, first)).isDirectory();
      const folder = isFolder ? first : dirname(first);
      return others
        .filter((path) => /^[\w-]+\.(?:ts|py)$/.test(path))
        .filter((path) => !existsSync(join(workspaceRoot, folder, path)))
        .map((path) => `${what}: ${path}`);
    });
    expect(missing).toEqual([]);
  });
});

describe('the rooms in AGENTS.md', () => {
  const rooms = [...map.matchAll(/^\| `([^`]+)` +\| .+? +\| (.+?) +\|$/gm)].map(
    ([, folder = '', imports = '']) => ({
      folder,
      imports: [...imports.matchAll(/`([^`]+)`/g)].map(([, path = '']) => path),
    }),
  );

  it('are all that there are', () => {
    const folders = new Set(
      tracked
        .filter((file) => /^(?:apps|libs|infra|tools)\//.test(file))
        .map((file) => file.split('/').slice(0, /^(?:libs|infra)/.test(file) ? 1 : 2))
        .map((parts) => parts.join('/')),
    );
    expect(rooms.map(({ folder }) => folder).toSorted()).toEqual([...folders].toSorted());
  });

  const packages = new Map(
    tracked
      .filter((file) => /^(?:apps|libs|tools)\/[^/]+\/package\.json$/.test(file))
      .map((file) => [(JSON.parse(read(file)) as { name: string }).name, file]),
  );
  const roomOf = (file: string): string =>
    rooms.find(({ folder }) => isIn(folder, file))?.folder ?? '';

  it.each(rooms)('import what the table says: $folder', ({ folder, imports }) => {
    const imported = tracked
      .filter((file) => isIn(folder, file) && /\.(?:tsx?|mjs)$/.test(file))
      .filter((file) => !/\.(?:spec|test)\./.test(file))
      .flatMap((file) => [...read(file).matchAll(/(?:from|import\() ?'(@taskora\/[\w-]+)/g)])
      .map(([, name = '']) => roomOf(packages.get(name) ?? ''))
      .filter((room) => room !== folder);
    expect([...new Set(imported)].toSorted()).toEqual(imports.toSorted());
  });
});

function isText(file: string): boolean {
  return (
    /\.(?:json|md|txt|py|tsx?|mjs|sh|ya?ml)$/.test(file) &&
    statSync(join(workspaceRoot, file)).size < 1e6
  );
}
