import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { run } from '@taskora/base/run';
import { runMain } from '@taskora/base/run-main';
import { environmentWith, searchPathWith } from '../src/base/settings.ts';
import { createWorkspace, linkPackages, workspaceRoot } from './toy-workspace.ts';
import { PlannedWorkspace } from './whole-plan.ts';

/**
 * What a forecast and a plan of a simulated workspace take, and how that grows with its services. Nx's
 * graph is timed by itself, and a forecast has another one, of the commit that it compares with. Three
 * services have an edit, which Helm renders. A plan finds all of them rendered and deployed, by what a
 * stand-in for kubectl says. `explain` lists what each is made from, as the record of a rollout has it.
 * A whole plan is `nx run infra:plan` with all that it starts: first of nothing, when each image and each
 * release is made, then of three edited sources whose builds have the output that they had.
 *
 *   node tools/nx-helm/bench/scale.ts [--sizes=10,100,1000] [--out=dist/bench/scale.json]
 */

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '10,100,1000' },
    out: { type: 'string', default: 'dist/bench/scale.json' },
  },
});

const asked = ['graph', 'explain', 'forecast', 'plan'] as const;
const questions = [...asked, 'first whole plan', 'whole plan'] as const;
type Asked = (typeof asked)[number];
type Question = (typeof questions)[number];

/** What has no bar: Nx's own, and what is done once in the life of a workspace. */
const unlimited = new Set<Question>(['graph', 'first whole plan']);

const largestSeconds = 10;
const largestMegabytes = 1000;
/** How much more than in proportion a figure may grow, as chance has it. */
const growthTolerance = 1.2;

interface Answer {
  readonly seconds: number;
  readonly counted: number;
  readonly peakMegabytes: number;
}

interface Measured extends Answer {
  readonly services: number;
  readonly question: Question;
  readonly load: number;
}

const registration = {
  plugin: '@taskora/nx-helm',
  options: { imagePrefix: 'acme', contexts: 'bench', programsDirectory: 'programs' },
};

const manifest = `---
apiVersion: apps/v1
kind: Deployment
metadata: { name: NAME }
spec:
  replicas: 1
  selector: { matchLabels: { app: NAME } }
  template:
    metadata: { labels: { app: NAME } }
    spec: { containers: [{ name: main, image: "acme/NAME:c-1" }] }
---
apiVersion: v1
kind: Service
metadata: { name: NAME }
spec: { selector: { app: NAME }, ports: [{ port: 80 }] }
`;

const template = manifest.replaceAll('NAME', '{{ .Release.Name }}');

async function must(directory: string, program: string, args: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await run(program, args, { directory });
  if (exitCode === 0) return stdout;
  throw new Error(`${program} ${args.join(' ')}: ${stderr}`);
}

async function makeWorkspace(root: string, services: number): Promise<void> {
  // Two projects more: a base image and a library chart.
  createWorkspace(root, services + 2, [registration]);
  linkPackages(root, undefined);
  for (let index = 0; index < services; index += 1) {
    const folder = join(root, `apps/service-${index}/chart/templates`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'objects.yaml'), template);
  }
  writeFileSync(join(root, 'manifest.yaml'), manifest);
  writeFileSync(join(root, '.gitignore'), 'node_modules\ndist\n.nx\nprograms\nkubeconfig\n');
  writeFileSync(join(root, 'kubeconfig'), 'current-context: bench\n');
  const kubectl = join(root, 'programs/kubectl');
  mkdirSync(dirname(kubectl), { recursive: true });
  const answer = 'case "$*" in *secrets*) cat "$0/../secrets";; *) cat "$0/../objects";; esac';
  writeFileSync(kubectl, `#!/bin/sh\n${answer.replaceAll('$0/..', '$(dirname "$0")')}\n`);
  chmodSync(kubectl, 0o755);
  const person = ['-c', 'user.name=Bench', '-c', 'user.email=bench@example.org'];
  await must(root, 'git', ['init', '--quiet', '--initial-branch', 'main']);
  await must(root, 'git', ['add', '--all']);
  await must(root, 'git', [...person, 'commit', '--quiet', '--no-gpg-sign', '--message', 'first']);
  for (let index = 0; index < 3; index += 1) {
    writeFileSync(join(root, `apps/service-${index}/src/main.ts`), 'export const edited = true;\n');
  }
}

async function ask(root: string, services: number, question: Asked): Promise<Measured> {
  const [load = 0] = loadavg();
  const helm = join(workspaceRoot, '.taskora/bin');
  const { exitCode, stdout, stderr } = await run(
    process.execPath,
    [join(import.meta.dirname, 'scale-process.ts')],
    {
      directory: root,
      input: JSON.stringify({ root, question }),
      environment: environmentWith({
        PATH: searchPathWith(helm),
        KUBECONFIG: join(root, 'kubeconfig'),
        NX_DAEMON: 'false',
        NX_ISOLATE_PLUGINS: 'false',
        NX_WORKSPACE_ROOT_PATH: root,
        NX_WORKSPACE_DATA_DIRECTORY: join(root, '.nx/workspace-data'),
      }),
    },
  );
  const last = stdout.trim().split('\n').at(-1) ?? '';
  if (exitCode !== 0 || !last.startsWith('{')) throw new Error(`${question}: ${stdout}${stderr}`);
  return { ...(JSON.parse(last) as Answer), services, question, load };
}

function describe({ services, question, seconds, counted, peakMegabytes }: Measured): string {
  const count = question === 'graph' ? 'projects' : 'releases';
  return `${services} services, ${question}: ${seconds.toFixed(2)} s, ${peakMegabytes} MB, ${counted} ${count}`;
}

/** In a workspace of its own: what the others are asked about has renders that no Nx has made. */
async function planWhole(root: string, services: number): Promise<Measured[]> {
  createWorkspace(root, services + 2, [registration]);
  linkPackages(root, undefined);
  const workspace = new PlannedWorkspace(root, services);
  const plan = async (question: Question): Promise<Measured> => {
    const [load = 0] = loadavg();
    return { ...(await workspace.plan()), services, question, load };
  };
  const first = await plan('first whole plan');
  workspace.pretendDeployed();
  workspace.edit(3);
  return [first, await plan('whole plan')];
}

/** How far a figure has grown beyond the proportion of the services; one or less is linear. */
function growth(measured: readonly Measured[], question: Question): number {
  const own = measured.filter((each) => each.question === question);
  const [first, last] = [own.at(0), own.at(-1)];
  if (first === undefined || last === undefined) return Number.NaN;
  return last.seconds / first.seconds / (last.services / first.services);
}

async function main(): Promise<number> {
  const sizes = values.sizes.split(',').map(Number);
  const parent = mkdtempSync(join(realpathSync(tmpdir()), 'nx-helm-scale-'));
  const measured: Measured[] = [];
  try {
    for (const services of sizes) {
      const root = join(parent, String(services));
      await makeWorkspace(root, services);
      for (const question of asked) {
        const found = await ask(root, services, question);
        measured.push(found);
        console.log(describe(found));
      }
      const whole = await planWhole(`${root}-planned`, services);
      measured.push(...whole);
      console.log(whole.map(describe).join('\n'));
    }
  } finally {
    rmSync(parent, { recursive: true, force: true });
  }
  const grown = questions.map((question) => [question, growth(measured, question)] as const);
  const out = resolve(workspaceRoot, values.out);
  mkdirSync(dirname(out), { recursive: true });
  const machine = { processors: cpus().length, node: process.version };
  writeFileSync(out, `${JSON.stringify({ machine, measured }, undefined, 2)}\n`);
  const factors = grown.map(([question, factor]) => `${question} ${factor.toFixed(2)}`).join(', ');
  console.log(`growth against that of the services: ${factors}; all figures: ${out}`);
  const ours = measured.filter(({ question }) => !unlimited.has(question));
  const isMet =
    ours.every(
      ({ seconds, peakMegabytes }) =>
        seconds <= largestSeconds && peakMegabytes <= largestMegabytes,
    ) && grown.every(([question, factor]) => unlimited.has(question) || factor <= growthTolerance);
  return isMet ? 0 : 1;
}

await runMain(main);
