import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { UserError } from '@taskora/base/errors';
import { run } from '@taskora/base/run';
import { runMain } from '@taskora/base/run-main';
import { environmentWith } from '../src/base/settings.ts';
import { workspaceRoot } from './toy-workspace.ts';

/**
 * What an image takes when the plugin assembles it and when an engine builds it, in alternating rounds,
 * with the memory of the plugin's largest process, in which what that starts is not counted: all services
 * with nothing kept, then one changed line of the web application and of the API. Each pair has to have one
 * content id. It works on copies of dist/apps, which `nx run-many -t container` has made, and with the base
 * images that lie in dist/images. What the system holds of files in memory stays, and so does the engine's store.
 *
 *   node tools/nx-helm/bench/assembly.ts [--rounds=3] [--out=dist/bench/assembly.json]
 */

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    out: { type: 'string', default: 'dist/bench/assembly.json' },
  },
});

const services = ['api', 'web', 'chatbot'] as const;
type Service = (typeof services)[number];
type Builder = 'auto' | 'engine';

/** For all services that are assembled with nothing kept. */
const largestSeconds = 20;

const basesOf: Readonly<Record<Service, readonly string[]>> = {
  api: ['image-debian', 'image-python'],
  web: ['image-debian', 'image-node'],
  chatbot: ['image-debian', 'image-node'],
};

/** A file of each, and a line that changes nothing but its bytes. */
const editedFiles: Readonly<Record<Service, readonly [file: string, comment: string]>> = {
  api: ['app/src/taskora_api/__init__.py', '#'],
  web: ['server.js', '//'],
  chatbot: ['server.js', '//'],
};

interface Made {
  readonly reference: string;
  readonly peakMegabytes: number;
}

interface Figure {
  readonly seconds: number;
  readonly peakMegabytes: number;
  readonly load: number;
}

const root = mkdtempSync(join(realpathSync(tmpdir()), 'nx-helm-assembly-'));
const program = join(import.meta.dirname, 'assembly-process.ts');
const dataFolder = join(root, '.nx/workspace-data');

function prepare(): void {
  for (const service of services) {
    const built = join(workspaceRoot, 'dist/apps', service);
    if (!existsSync(built)) throw missing(`dist/apps/${service}`);
    cpSync(built, join(root, 'dist/apps', service), { recursive: true, verbatimSymlinks: true });
    for (const name of ['Dockerfile', 'Dockerfile.dockerignore']) {
      const file = join('apps', service, name);
      cpSync(join(workspaceRoot, file), join(root, file));
    }
  }
  mkdirSync(join(root, 'dist/images'), { recursive: true });
  for (const base of new Set(Object.values(basesOf).flat())) {
    const folder = join('dist/images', base);
    if (!existsSync(join(workspaceRoot, folder))) throw missing(folder);
    symlinkSync(join(workspaceRoot, folder), join(root, folder));
  }
}

function missing(what: string): UserError {
  return new UserError('BENCH_NOT_BUILT', `${what} is not there`, 'npx nx run-many -t container');
}

let edits = 0;

function edit(service: Service): void {
  const [file, comment] = editedFiles[service];
  edits += 1;
  appendFileSync(
    join(root, 'dist/apps', service, file),
    `\n${comment} edit ${process.pid} ${edits}\n`,
  );
}

async function make(service: Service, builder: Builder): Promise<Made> {
  const given = { root, project: service, builder, bases: basesOf[service] };
  const { exitCode, stdout, stderr } = await run(process.execPath, [program], {
    input: JSON.stringify(given),
    environment: environmentWith({ NX_WORKSPACE_DATA_DIRECTORY: dataFolder }),
  });
  const last = stdout.trim().split('\n').at(-1) ?? '';
  if (exitCode !== 0 || !last.startsWith('{')) throw new Error(`${service}: ${stdout}${stderr}`);
  return JSON.parse(last) as Made;
}

/** How an engine runs steps on this machine, which says nothing of an image. */
const ofTheMachine = 'run-modes.json';

/** Nothing of an earlier image but the base images: not what the plugin knows, and not the services' own. */
function forgetKept(): void {
  const kept = join(dataFolder, 'nx-helm');
  const known = existsSync(kept) ? readdirSync(kept).filter((name) => name !== ofTheMachine) : [];
  const images = services.map((service) => join(root, 'dist/images', service));
  for (const path of [...known.map((name) => join(kept, name)), ...images]) {
    rmSync(path, { recursive: true, force: true });
  }
}

async function measure(
  { chosen, isCold }: Pick<Series, 'chosen' | 'isCold'>,
  builder: Builder,
): Promise<[Figure, string]> {
  // An engine uses none of it, and what comes after would miss it.
  if (isCold && builder === 'auto') forgetKept();
  const load = loadavg()[0] ?? 0;
  const started = performance.now();
  const made = await Promise.all(chosen.map((service) => make(service, builder)));
  const seconds = (performance.now() - started) / 1000;
  const peakMegabytes = Math.max(...made.map((each) => each.peakMegabytes));
  if (builder === 'engine') await removeTags(made);
  return [{ seconds, peakMegabytes, load }, made.map(({ reference }) => reference).join(' ')];
}

async function removeTags(made: readonly Made[]): Promise<void> {
  await run('podman', ['image', 'rm', ...made.map(({ reference }) => reference)]);
}

interface Series {
  readonly name: string;
  readonly chosen: readonly Service[];
  readonly isCold: boolean;
}

const cold: Series = { name: 'three services, nothing kept', chosen: services, isCold: true };

const series: readonly Series[] = [
  cold,
  { name: 'one line of web', chosen: ['web'], isCold: false },
  { name: 'one line of the API', chosen: ['api'], isCold: false },
];

async function measureSeries(each: Series, round: number): Promise<Record<Builder, Figure>> {
  for (const service of each.chosen) edit(service);
  const order: readonly Builder[] = round % 2 === 0 ? ['auto', 'engine'] : ['engine', 'auto'];
  const [first, firstImages] = await measure(each, order[0] ?? 'auto');
  const [second, secondImages] = await measure(each, order[1] ?? 'engine');
  if (firstImages !== secondImages) {
    throw new Error(`two content ids: ${firstImages} and ${secondImages}`);
  }
  return order[0] === 'auto' ? { auto: first, engine: second } : { auto: second, engine: first };
}

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;

function describe(name: string, figures: readonly Record<Builder, Figure>[]): string {
  const of = (builder: Builder): string => {
    const seconds = median(figures.map((figure) => figure[builder].seconds)).toFixed(1);
    const peak = Math.max(...figures.map((figure) => figure[builder].peakMegabytes));
    return `${seconds} s, ${peak} MB in its largest process`;
  };
  return `${name}: assembled ${of('auto')}; by an engine ${of('engine')}`;
}

async function main(): Promise<number> {
  try {
    prepare();
    // The engine is found, and has the base images, before anything is measured.
    for (const service of ['api', 'web'] as const) {
      await measure({ chosen: [service], isCold: false }, 'engine');
    }
    const all = new Map<string, Record<Builder, Figure>[]>();
    for (let round = 0; round < Number(values.rounds); round += 1) {
      for (const each of series) {
        const figures = [...(all.get(each.name) ?? []), await measureSeries(each, round)];
        all.set(each.name, figures);
        console.log(`round ${round + 1}: ${describe(each.name, figures.slice(-1))}`);
      }
    }
    for (const [name, figures] of all) console.log(`median: ${describe(name, figures)}`);
    const out = resolve(workspaceRoot, values.out);
    mkdirSync(dirname(out), { recursive: true });
    const kept = { processors: cpus().length, node: process.version, ...Object.fromEntries(all) };
    writeFileSync(out, `${JSON.stringify(kept, undefined, 2)}\n`);
    const found = median((all.get(cold.name) ?? []).map(({ auto }) => auto.seconds));
    const isMet = found <= largestSeconds;
    console.log(`${cold.name}: ${isMet ? 'met' : 'not met'}, at most ${largestSeconds} s`);
    return isMet ? 0 : 1;
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

await runMain(main);
