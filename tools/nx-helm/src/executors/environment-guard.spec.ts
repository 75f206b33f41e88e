import { generateKeyPairSync } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { ExecutorContext, ProjectConfiguration } from '@nx/devkit';
import * as fc from 'fast-check';
import { environmentValue, environmentWith } from '../base/settings.ts';
import { readEnvironment } from '../chart/environment-file.ts';
import { manifestPaths, writeRender, writeValues } from '../chart/manifests.ts';
import { createNodes } from '../inference/project-graph.ts';
import { writeFiles } from '../testing/workspace.ts';
import type { ExecutorResult } from './report.ts';

/** Each run starts a handful of stand-in programs. */
jest.setTimeout(240_000);

const contexts = ['one', 'two', 'three'] as const;
const uids = ['11111111', '22222222'] as const;

/** They note what they are asked; the cluster that a context leads to stands in a file of its name. */
const note = 'printf "%s\\n" "$(basename "$0") $*" >> calls\n';
const programs: Readonly<Record<string, string>> = {
  kubectl: `case "$*" in *'--context '*) context="\${*#*--context }"; context="\${2}" ;; esac
case "$*" in
  *'get namespace kube-system'*) cat "uid-$context" ;;
  *'create --filename -'* | *'replace --filename -'*) cat > written ;;
  *'get lease'*) cat written ;;
  *'owner=helm --all-namespaces'*) echo '{ "items": [] }' ;;
  *'get secrets'*'jsonpath'*) echo '{"name":"api","version":"1","status":"superseded","fingerprint":"0"}'
    echo '{"name":"api","version":"2","status":"deployed","revision":"2","fingerprint":"1"}' ;;
  *--ignore-not-found*) ;;
  *' get '*) echo '{ "items": [] }' ;;
esac
exit 0
`,
  helm: `case "$1 $2" in
  version*) echo v4.2.4 ;;
  'get manifest') printf -- "---\\napiVersion: v1\\nkind: ConfigMap\\nmetadata: { name: settings }\\ndata: { a: '$*' }\\n" ;;
  'get metadata') echo '{ "applyMethod": "ssa" }' ;;
  status*) echo '{ "hooks": [{ "name": "check", "events": ["test"] }] }' ;;
esac
`,
  minikube: `case "$*" in *'image ls'*) echo 'docker.io/local/api:c-000000000000' ;; esac
`,
  ctr: '',
  docker: '',
  podman: '',
};

/** What changes a cluster or its nodes. */
const writing =
  /^helm (upgrade|install|rollback|uninstall|test)\b|^kubectl .*\b(create|apply|patch|label|annotate|replace|delete|scale|edit)\b|^minikube .*\bimage (load|rm)\b|^ctr .*\bimages (import|remove)\b/;
const identifying = /^kubectl --context \S+ --namespace \S+ get namespace kube-system /;

interface Placement {
  readonly contexts: readonly string[];
  readonly cluster?: string;
}

/** Where the environments say that they are, and how this machine's kubeconfig stands. */
interface Situation {
  readonly files: { readonly prod: Placement; readonly test: Placement };
  readonly current: string;
  readonly leadsTo: Readonly<Record<string, string>>;
}

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(realpathSync(tmpdir()), 'nx-helm-guard-'));
  writeFiles(root, {
    'bin/.keep': '',
    'api/project.json': JSON.stringify({ name: 'api', tags: ['deploy:helm'] }),
    'api/Dockerfile': 'FROM scratch\n',
    'api/chart/Chart.yaml':
      "apiVersion: v2\nname: api\nversion: 0.1.0\nannotations: { nx-helm/live: 'true' }\n",
    'package.json': '{}',
    'key.pem': generateKeyPairSync('ed25519')
      .publicKey.export({ type: 'spki', format: 'pem' })
      .toString(),
  });
  for (const [name, script] of Object.entries(programs)) {
    writeFiles(root, { [`bin/${name}`]: `#!/bin/sh\ncd ${root}\n${note}${script}` });
    chmodSync(join(root, 'bin', name), 0o755);
  }
  writeFiles(root, {
    'dist/images/api/image.json': JSON.stringify({
      project: 'api',
      name: 'docker.io/local/api',
      reference: 'docker.io/local/api:c-000000000000',
      tag: 'c-000000000000',
      layers: [],
      config: { workingDirectory: '/app', command: ['node', 'server.js'] },
    }),
  });
});
beforeEach(() => {
  jest.replaceProperty(
    process,
    'env',
    environmentWith({
      PATH: [join(root, 'bin'), environmentValue('PATH')].join(delimiter),
      KUBECONFIG: join(root, 'kubeconfig'),
      MINIKUBE_HOME: join(root, 'no-profiles'),
    }),
  );
  for (const method of ['log', 'warn', 'error'] as const) {
    jest.spyOn(console, method).mockImplementation(() => undefined);
  }
});
afterAll(() => {
  rmSync(root, { recursive: true });
});

const executors = Object.keys(
  (
    JSON.parse(
      readFileSync(join(import.meta.dirname, '../../as-in-node_modules/executors.json'), 'utf8'),
    ) as { readonly executors: Readonly<Record<string, unknown>> }
  ).executors,
);

/** They ask and change no cluster: they make files, or start Nx for targets that are on the list. */
const withoutCluster = [
  ...['container', 'next-output', 'helm-lint', 'helm-template', 'kubeconform', 'schemas'],
  ...['forecast', 'handoff', 'watch', 'sbom', 'helm-lock'],
];

/** It works in two clusters at once, of which only one can be in the current context: a spec of its own. */
const inTwoClusters = ['promote'];

/** How each executor that works in a cluster is run; `plan` and `deploy` would start a whole Nx. */
const runs: readonly Run[] = [
  { executor: 'rollout', target: 'helm-deploy' },
  { executor: 'rollout', target: 'image-load' },
  { executor: 'helm-diff', target: 'helm-diff' },
  { executor: 'helm-rollback', target: 'helm-rollback' },
  { executor: 'helm-uninstall', target: 'helm-uninstall' },
  { executor: 'helm-status', target: 'helm-status' },
  { executor: 'helm-test', target: 'helm-test' },
  { executor: 'logs', target: 'logs', options: { follow: false } },
  { executor: 'port-forward', target: 'port-forward' },
  { executor: 'live', target: 'live' },
  { executor: 'live', target: 'live-verify' },
  { executor: 'dev', target: 'dev', options: { command: ['node', '--version'], against: 'prod' } },
  { executor: 'prune', project: 'infra', target: 'prune' },
  { executor: 'plan', project: 'infra', target: 'plan' },
  { executor: 'deploy', project: 'infra', target: 'deploy' },
  { executor: 'drift', project: 'infra', target: 'drift' },
  { executor: 'history', project: 'infra', target: 'history' },
  { executor: 'affected', project: 'infra', target: 'affected' },
  {
    executor: 'adopt',
    project: 'infra',
    target: 'adopt',
    options: { release: 'api', apply: true },
  },
  { executor: 'preview', project: 'infra', target: 'preview', options: { pr: 7 } },
  { executor: 'preview', project: 'infra', target: 'preview', options: { pr: 7, remove: true } },
  { executor: 'preview', project: 'infra', target: 'preview', options: { expired: true } },
  { executor: 'verify', project: 'infra', target: 'verify', isAttested: true },
  { executor: 'admission', project: 'infra', target: 'admission', isAttested: true },
  {
    executor: 'admission',
    project: 'infra',
    target: 'admission',
    options: { remove: true },
    isAttested: true,
  },
];

interface Run {
  readonly executor: string;
  readonly project?: string;
  readonly target: string;
  readonly options?: object;
  /** The environment names a registry, and the key that images have to be attested by. */
  readonly isAttested?: boolean;
}

const pluginOptions = {
  namespace: 'acme',
  contexts: 'one',
  environment: 'test',
  environmentsDirectory: 'environments',
  programsDirectory: 'bin',
};

async function contextOf({ project = 'api', target, executor }: Run): Promise<ExecutorContext> {
  const projects: Record<string, ProjectConfiguration> = {
    infra: { root: 'infra', targets: { [target]: { executor: `@taskora/nx-helm:${executor}` } } },
  };
  const nodes = await createNodes[1](['api/Dockerfile', 'api/chart/Chart.yaml'], pluginOptions, {
    workspaceRoot: root,
    nxJsonConfiguration: {},
  });
  for (const [, { projects: found = {} }] of nodes) {
    const { targets } = found['api'] ?? {};
    projects['api'] = { root: 'api', targets: { ...projects['api']?.targets, ...targets } };
  }
  return {
    root,
    cwd: root,
    isVerbose: false,
    projectName: project,
    targetName: target,
    projectsConfigurations: { version: 2, projects },
    nxJsonConfiguration: { plugins: [{ plugin: '@taskora/nx-helm', options: pluginOptions }] },
    projectGraph: {
      nodes: {},
      dependencies: {},
    },
  };
}

/** How an environment can be asked for. */
type Asked = 'configuration' | 'option';

function place({ contexts: names, cluster }: Placement, isAttested = false): string {
  const own = cluster === undefined ? '' : `, cluster: "${cluster}"`;
  const attested = isAttested ? ', registry: registry.example/acme, attestationKey: key.pem' : '';
  return `nxHelm: { kubeVersion: 1.34.4, preview: {}, contexts: [${names.join(', ')}]${own}${attested} }\n`;
}

/** Runs one executor as Nx would; gives its result and all that the programs were asked. */
async function attempt(run: Run, situation: Situation, asked: Asked, typed: object = {}) {
  const { files, current, leadsTo } = situation;
  writeFiles(root, {
    'environments/prod.yaml': place(files.prod, run.isAttested),
    'environments/test.yaml': place(files.test, run.isAttested),
    kubeconfig: current === '' ? '' : `current-context: ${current}\n`,
    written: '',
    ...Object.fromEntries(contexts.map((name) => [`uid-${name}`, leadsTo[name] ?? ''])),
  });
  const rendered = '---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings }\n';
  await writeValues(manifestPaths(root, 'api'), {});
  await writeRender(
    manifestPaths(root, 'api'),
    { install: rendered, upgrade: rendered },
    readEnvironment(root, 'environments', 'prod', 'api'),
  );
  rmSync(join(root, 'calls'), { force: true });
  const context = await contextOf(run);
  const { options = {}, configurations = {} } =
    context.projectsConfigurations.projects[run.project ?? 'api']?.targets?.[run.target] ?? {};
  const given = {
    ...(options as object),
    ...(asked === 'configuration' ? (configurations['prod'] as object | undefined) : undefined),
    ...run.options,
    ...typed,
    ...(asked === 'option' ? { environment: 'prod' } : {}),
  };
  const { default: execute } = (await import(`./${run.executor}/executor.ts`)) as {
    default: (options: object, context: ExecutorContext) => Promise<ExecutorResult>;
  };
  const configurationName = asked === 'configuration' ? { configurationName: 'prod' } : {};
  const { success } = await execute(given, { ...context, ...configurationName });
  const file = join(root, 'calls');
  const calls = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
  return { success, calls };
}

/** Whether the environment names the cluster that this machine's kubeconfig leads to. */
function isMeant({ files, current, leadsTo }: Situation): boolean {
  const { contexts: names, cluster } = files.prod;
  return names.includes(current) && (cluster === undefined || leadsTo[current] === cluster);
}

const placement = fc.record(
  {
    contexts: fc.uniqueArray(fc.constantFrom(...contexts), { minLength: 1 }),
    cluster: fc.constantFrom(...uids),
  },
  { requiredKeys: ['contexts'] },
);

const situations = fc.record({
  files: fc.record({ prod: placement, test: placement }),
  current: fc.constantFrom('', ...contexts),
  leadsTo: fc.record({
    one: fc.constantFrom(...uids),
    two: fc.constantFrom(...uids),
    three: fc.constantFrom(...uids),
  }),
});

/** Options that somebody may type to get elsewhere. */
const typed = fc.constantFrom<object>(
  {},
  { contexts: contexts.join(',') },
  { cluster: 'any' },
  { contexts: contexts.join(','), cluster: 'any' },
);

describe('the cluster that an environment names (C3)', () => {
  it('is that of every executor there is', () => {
    const covered = new Set([
      ...runs.map(({ executor }) => executor),
      ...withoutCluster,
      ...inTwoClusters,
    ]);
    expect([...covered].toSorted()).toEqual(executors.toSorted());
  });

  it.each(runs)(
    'is the only one that $executor ($target) asks or changes, whatever the kubeconfig and the options say',
    async (run) => {
      await fc.assert(
        fc.asyncProperty(
          situations.filter((each) => !isMeant(each)),
          fc.constantFrom<Asked>('configuration', 'option'),
          typed,
          async (situation, asked, options) => {
            const { calls } = await attempt(run, situation, asked, options);
            expect(calls.filter((call) => !identifying.test(call))).toEqual([]);
          },
        ),
        { numRuns: 15 },
      );
    },
  );

  it.each(['helm-deploy', 'helm-rollback', 'helm-uninstall', 'helm-test', 'admission'])(
    'is changed by %s where the kubeconfig leads to it',
    async (target) => {
      const run = runs.findLast((each) => each.target === target);
      const { calls } = await attempt(
        run ?? { executor: '', target },
        {
          files: {
            prod: { contexts: ['two'], cluster: uids[1] },
            test: { contexts: ['one'] },
          },
          current: 'two',
          leadsTo: { one: uids[0], two: uids[1], three: uids[0] },
        },
        'configuration',
      );
      const changes = calls.filter((call) => writing.test(call));
      expect(changes.length).toBeGreaterThan(0);
      for (const call of changes) expect(call).toMatch(/context two\b/);
    },
  );
});
