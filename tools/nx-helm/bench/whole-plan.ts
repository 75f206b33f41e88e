import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readProcessTable, withDescendants } from '@taskora/base/processes';
import { run } from '@taskora/base/run';
import { environmentWith, searchPathWith } from '../src/base/settings.ts';
import { readFingerprint, readObjects } from '../src/chart/manifests.ts';
import { workspaceRoot } from './toy-workspace.ts';

/** What a whole `nx run infra:plan` took, from its first process to its last. */
export interface WholePlan {
  readonly seconds: number;
  /** How many releases it says that a deploy leaves as they are. */
  readonly counted: number;
  /** The most that all of its processes had at once, as samples saw it. */
  readonly peakMegabytes: number;
}

const sampleMilliseconds = 250;
const environmentName = 'minikube';

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: { name: {{ .Release.Name }} }
spec:
  replicas: 1
  selector: { matchLabels: { app: {{ .Release.Name }} } }
  template:
    metadata: { labels: { app: {{ .Release.Name }} } }
    spec: { containers: [{ name: main, image: {{ .Values.image | quote }} }] }
`;

/**
 * Nothing is stood in for but the cluster, whose answers are files: Nx makes its graph, builds, assembles
 * the images and renders with Helm, or takes what it kept.
 */
export class PlannedWorkspace {
  readonly #root: string;
  readonly #services: readonly string[];

  constructor(root: string, services: number) {
    this.#root = root;
    this.#services = Array.from({ length: services }, (_, index) => `service-${index}`);
    for (const name of this.#services) {
      this.#write(`apps/${name}/chart/templates/deployment.yaml`, deployment);
    }
    const plan = { executor: '@taskora/nx-helm:plan', options: { out: 'dist/plan.json' } };
    this.#write('infra/project.json', JSON.stringify({ name: 'infra', targets: { plan } }));
    this.#write('.gitignore', 'node_modules\ndist\n.nx\nprograms\nkubeconfig\n');
    this.#write('kubeconfig', 'current-context: bench\n');
    this.#write('programs/kubectl', kubectl);
    chmodSync(join(root, 'programs/kubectl'), 0o755);
  }

  /** Each of these services gets a source file that it has not had; their images and manifests follow. */
  edit(count: number): void {
    for (const name of this.#services.slice(0, count)) {
      this.#write(`apps/${name}/src/edited.ts`, `export const edited = '${name}';\n`);
    }
  }

  /** The cluster's answers are from now on as if all that was rendered last had been deployed. */
  pretendDeployed(): void {
    const rows = this.#services.map((name) => {
      const { fingerprint } = readFingerprint(this.#root, name);
      const kept = { owner: 'helm', name, version: '1', status: 'deployed', revision: '1' };
      return JSON.stringify({ ...kept, fingerprint, environment: environmentName });
    });
    const items = this.#services.flatMap((name) =>
      readObjects(this.#root, name).upgrade.map((object) => ({
        ...object,
        status: { availableReplicas: 1 },
      })),
    );
    this.#write('programs/secrets', `${rows.join('\n')}\n`);
    this.#write('programs/objects', JSON.stringify({ items }));
  }

  async plan(): Promise<WholePlan> {
    const file = join(this.#root, 'dist/plan.json');
    rmSync(file, { force: true });
    const begun = performance.now();
    let memory = (): number => 0;
    const { exitCode, stdout, stderr } = await run('nx', ['run', 'infra:plan'], {
      directory: this.#root,
      onStart: ({ pid }) => void (memory = watchMemory(pid)),
      environment: environmentWith({
        PATH: searchPathWith(join(workspaceRoot, '.taskora/bin')),
        KUBECONFIG: join(this.#root, 'kubeconfig'),
        NX_DAEMON: 'false',
      }),
    });
    const seconds = (performance.now() - begun) / 1000;
    const peakMegabytes = memory();
    if (exitCode !== 0 || !existsSync(file)) throw new Error(`infra:plan: ${stdout}${stderr}`);
    const { releases } = JSON.parse(readFileSync(file, 'utf8')) as PlanFile;
    const counted = releases.filter(({ action }) => action === 'skip').length;
    return { seconds, counted, peakMegabytes };
  }

  #write(path: string, text: string): void {
    const file = join(this.#root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

interface PlanFile {
  readonly releases: readonly { readonly action: string }[];
}

/** Of a cluster without a release, until there are files of answers. */
const kubectl = `#!/bin/sh
folder=$(dirname "$0")
case "$*" in
  *secrets*) cat "$folder/secrets" 2>/dev/null || true ;;
  *) cat "$folder/objects" 2>/dev/null || echo '{ "items": [] }' ;;
esac
`;

/** Samples what a process and its descendants have together, until the answer is called: megabytes. */
function watchMemory(pid: number): () => number {
  let most = 0;
  const timer = setInterval(() => {
    const family = [...withDescendants([pid], readProcessTable())];
    most = Math.max(
      most,
      family.reduce((sum, each) => sum + ownMegabytes(each), 0),
    );
  }, sampleMilliseconds);
  return () => {
    clearInterval(timer);
    return Math.round(most);
  };
}

/** Of a page that processes share, each is charged its part; so the sum counts it once. */
function ownMegabytes(pid: number): number {
  try {
    const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
    const [, kilobytes = '0'] = /^Pss:\s+(\d+) kB$/m.exec(text) ?? [];
    return (Number(kilobytes) * 1024) / 1e6;
  } catch {
    return 0; // It has ended since the table was read.
  }
}
