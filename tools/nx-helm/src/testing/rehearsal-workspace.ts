import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { environmentWith } from '../base/settings.ts';
import { writeFiles } from './workspace.ts';

const json = (value: unknown): string => `${JSON.stringify(value)}\n`;

const packages = resolve(import.meta.dirname, '..', '..', '..', '..', 'node_modules');

/** Notes each call, and may answer for each context by a file of its own; an install "works" in a cluster that has nothing. */
const programs: Readonly<Record<string, string>> = {
  helm: `echo "helm $*" >> calls
manifest() { cat "$1" 2>/dev/null || printf -- '---\\napiVersion: v1\\nkind: ConfigMap\\nmetadata: { name: settings }\\n'; }
case "$1 $2" in
  version*) echo v4.2.4 ;;
  template*) manifest rendered ;;
  upgrade*) for file in fail-upgrade-*; do
      case "$*" in *"--kube-context \${file#fail-upgrade-} "*) exit 1 ;; esac
    done ;;
  'get manifest') manifest stored ;;
  'get metadata') cat metadata 2>/dev/null || echo '{ "applyMethod": "ssa" }' ;;
  status*) cat status 2>/dev/null || echo '{}' ;;
esac
`,
  kubectl: `echo "kubectl $*" >> calls
of() { cat "$1-$2" 2>/dev/null || cat "$1" 2>/dev/null; }
case "$*" in
  *'get namespace kube-system'*) cat "cluster-$2" 2>/dev/null || cat cluster ;;
  *'get namespace '*) cat namespace 2>/dev/null ;;
  *'create --filename -'* | *'replace --filename -'*) cat > written; cat written >> "created-$2" ;;
  *'get lease'*) cat written ;;
  *'get configmap nx-helm-history'*) of history "$2" ;;
  *'get configmap nx-helm-databases'*) of databases "$2" ;;
  *--ignore-not-found*) ;;
  *'get secrets --all-namespaces'*) cat elsewhere 2>/dev/null ;;
  *'get secrets'*) of secrets "$2" ;;
  *' get '*) cat "objects-$2" 2>/dev/null || echo '{ "items": [] }' ;;
esac
exit 0
`,
};

const chart = (name: string): Record<string, string> => ({
  [`${name}/chart/Chart.yaml`]: `name: ${name}\nversion: 0.1.0\n`,
  [`${name}/chart/templates/settings.yaml`]: 'kind: ConfigMap\n',
});

function files(environments: Readonly<Record<string, string>>): Record<string, string> {
  return {
    '.gitignore': 'node_modules\ndist\n.nx\ncalls\n',
    'package.json': json({ name: 'acme', private: true }),
    'nx.json': json({
      neverConnectToCloud: true,
      analytics: false,
      plugins: [
        {
          plugin: '@taskora/nx-helm',
          options: {
            namespace: 'acme',
            contexts: 'test',
            environment: 'test',
            environmentsDirectory: 'environments',
            programsDirectory: 'bin',
          },
        },
      ],
    }),
    kubeconfig: 'current-context: test\n',
    'environments/test.yaml': 'nxHelm: { kubeVersion: 1.34.4 }\n',
    'environments/prod.yaml': 'nxHelm: { kubeVersion: 1.34.4 }\n',
    ...environments,
    'platform/project.json': json({ name: 'platform', tags: ['deploy:helm'] }),
    ...chart('platform'),
    'api/project.json': json({
      name: 'api',
      tags: ['deploy:helm'],
      implicitDependencies: ['platform'],
    }),
    ...chart('api'),
    'infra/project.json': json({
      name: 'infra',
      targets: {
        deploy: {
          executor: 'nx:noop',
          dependsOn: [{ projects: ['tag:deploy:helm'], target: 'helm-deploy' }],
        },
        check: {
          executor: 'nx:run-commands',
          dependsOn: [{ projects: ['tag:deploy:helm'], target: 'helm-deploy' }],
          options: { command: 'echo checked' },
        },
        plan: {
          executor: '@taskora/nx-helm:plan',
          dependsOn: [{ projects: ['tag:deploy:helm'], target: 'helm-template' }],
          configurations: { test: { environment: 'test' } },
        },
        'deploy-planned': { executor: '@taskora/nx-helm:deploy' },
        promote: { executor: '@taskora/nx-helm:promote' },
        history: { executor: '@taskora/nx-helm:history' },
        affected: { executor: '@taskora/nx-helm:affected' },
        drift: {
          executor: '@taskora/nx-helm:drift',
          configurations: { test: { environment: 'test' } },
        },
      },
    }),
  };
}

interface NxRun {
  readonly exitCode: number;
  readonly text: string;
}

export interface Rehearsal {
  readonly root: string;
  /** The commit that the workspace is at, if it is a repository. */
  readonly commit: string;
  read(file: string): string;
  /** Runs the workspace's Nx; gives its exit code and all that it wrote. */
  nx(...args: readonly string[]): NxRun;
  /**
   * The same with the plugin in a process of its own while Nx reads the workspace, as it is unless somebody
   * turns that off: what the plugin says of a workspace that it refuses comes out of that process.
   */
  nxIsolated(...args: readonly string[]): NxRun;
  /** All calls of Helm and kubectl since the last call of this function. */
  calls(): string[];
  /**
   * Those of Helm that change a release, and of kubectl that change anything, since the last call.
   */
  changes(): string[];
  /** Commits what has changed. */
  commitAll(): void;
  remove(): void;
}

/**
 * Two releases, of which `api` needs `platform`, in a workspace in which the real Nx runs this plugin
 * with programs that only note what they are asked.
 */
export function createRehearsal(
  more: Readonly<Record<string, string>> = {},
  { isRepository = false } = {},
): Rehearsal {
  const root = mkdtempSync(join(realpathSync(tmpdir()), 'nx-helm-rehearsal-'));
  writeFiles(root, files(more));
  for (const [program, script] of Object.entries(programs)) {
    writeFiles(root, { [`bin/${program}`]: `#!/bin/sh\n${script}` });
    chmodSync(join(root, 'bin', program), 0o755);
  }
  symlinkSync(packages, join(root, 'node_modules'), 'junction');
  const commit = isRepository ? commitAll(root) : '';
  const program = createRequire(join(packages, 'nx', 'package.json')).resolve('nx/bin/nx');
  const nx = (isIsolated: boolean, args: readonly string[]): NxRun => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
      cwd: root,
      env: { ...environmentOf(root), NX_ISOLATE_PLUGINS: String(isIsolated) },
      encoding: 'utf8',
    });
    return { exitCode: status ?? 1, text: `${stdout}${stderr}` };
  };
  const calls = (): string[] => {
    const file = join(root, 'calls');
    const found = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
    rmSync(file, { force: true });
    return found;
  };
  return {
    root,
    commit,
    read: (file) => readFileSync(join(root, file), 'utf8'),
    nx: (...args) => nx(false, args),
    nxIsolated: (...args) => nx(true, args),
    calls,
    commitAll: () => void commitAll(root),
    changes: () => calls().filter((call) => changing.test(call)),
    remove: () => rmSync(root, { recursive: true }),
  };
}

const changing =
  /^helm (upgrade|rollback|uninstall) (?!.*--dry-run)|^kubectl .*\b(create|apply|patch|label|replace|delete)\b/;

function commitAll(root: string): string {
  const git = (...args: readonly string[]): string =>
    execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: 'pipe' }).trim();
  git('init', '--quiet', '--initial-branch', 'main');
  git('add', '--all');
  const person = ['-c', 'user.name=Test', '-c', 'user.email=test@example.org'];
  git(...person, 'commit', '--quiet', '--no-gpg-sign', '--message', 'first');
  return git('rev-parse', 'HEAD');
}

/** Without what a run of Nx that this test may be a task of hands down. */
function environmentOf(root: string): NodeJS.ProcessEnv {
  const handedDown = Object.keys(environmentWith({})).filter((name) => name.startsWith('NX_'));
  return environmentWith({
    ...Object.fromEntries(handedDown.map((name) => [name, undefined])),
    NX_DAEMON: 'false',
    NX_TUI: 'false',
    NX_NO_CLOUD: 'true',
    FORCE_COLOR: '0',
    KUBECONFIG: join(root, 'kubeconfig'),
  });
}
