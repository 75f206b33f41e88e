import { generateKeyPairSync } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { ExecutorContext, ProjectConfiguration } from '@nx/devkit';
import * as fc from 'fast-check';
import { environmentValue, environmentWith } from '../base/settings.ts';
import { readEnvironment } from '../chart/environment-file.ts';
import { manifestPaths, writeRender, writeValues } from '../chart/manifests.ts';
import { digestOf } from '../image/image-description.ts';
import { createNodes } from '../inference/project-graph.ts';
import { writeFiles } from '../testing/workspace.ts';
import type { ExecutorResult } from './report.ts';

/** Each run starts a handful of stand-in programs. */
jest.setTimeout(240_000);

const contexts = ['one', 'two', 'three'] as const;
const uids = ['11111111', '22222222'] as const;

/**
 * They note what they are asked; what the cluster has that a context leads to stands in files of its name. A
 * development session, which would go on, ends by a failure after its deploy.
 */
const note = 'printf "%s\\n" "$(basename "$0") $*" >> calls\n';
const programs: Readonly<Record<string, string>> = {
  kubectl: `case "$*" in *'--context '*) context="\${*#*--context }"; context="\${2}" ;; esac
case "$*" in
  *'get namespace kube-system'*) cat "uid-$context" ;;
  *'get namespace acme-pr-7 '*) cat preview ;;
  *'get configmap api-live '*) exit 1 ;;
  *'get namespaces '*) printf '{ "items": [%s] }' "$(cat preview)" ;;
  *'create --filename -'* | *'replace --filename -'*) cat > written ;;
  *'get lease'*) cat written ;;
  *'owner=helm --all-namespaces'*) echo '{ "items": [] }' ;;
  *'get secrets'*'jsonpath'*) cat "revisions-$context" ;;
  *--ignore-not-found*) ;;
  *' get '*) cat "objects-$context" ;;
esac
exit 0
`,
  helm: `case "$1 $2" in
  version*) echo v4.2.4 ;;
  template*) cat rendered ;;
  'get manifest') case "$*" in
    *'--kube-context one'*) cat applied ;;
    *) printf -- "---\\napiVersion: v1\\nkind: ConfigMap\\nmetadata: { name: settings }\\ndata: { a: '$*' }\\n" ;;
  esac ;;
  'get metadata') echo '{ "applyMethod": "ssa" }' ;;
  status*) echo '{ "hooks": [{ "name": "check", "events": ["test"] }] }' ;;
esac
`,
  minikube: `case "$*" in *'image ls'*) echo '[{ "repoTags": ["docker.io/local/api:c-111111111111"] }]' ;; esac
`,
  ctr: '',
  docker: '',
  podman: '',
};

/** Notes what it is asked as well, with the kube-context in which it would deploy. */
const nx = `
const { appendFileSync, readFileSync } = require('node:fs');
const [kubeconfig] = process.env.KUBECONFIG.split(require('node:path').delimiter);
const [, context = ''] = /current-context"?: *"?(\\w+)/.exec(readFileSync(kubeconfig, 'utf8')) ?? [];
appendFileSync('calls', ['nx', ...process.argv.slice(2), '--kube-context', context].join(' ') + '\\n');
`;

/** What changes a cluster or its nodes. */
const writing =
  /^helm (upgrade|install|rollback|uninstall|test)\b|^kubectl .*\b(create|apply|patch|label|annotate|replace|delete|scale|edit)\b|^minikube .*\bimage (load|rm)\b|^ctr .*\bimages (import|remove)\b|^nx .*--plan=/;
/** Where a call goes; undefined for one that goes to no cluster. */
const contextIn = (call: string): string | undefined =>
  /--(?:kube-context|context|profile)[ =](\w+)/.exec(call)?.[1];
const identifying = /^kubectl --context \S+ --namespace \S+ get namespace kube-system /;

interface Placement {
  readonly contexts: readonly string[];
  readonly cluster?: string;
  readonly isProtected: boolean;
}

/** Where the environments say that they are, and how this machine's kubeconfig stands. */
interface Situation {
  readonly files: { readonly prod: Placement; readonly test: Placement };
  readonly current: string;
  readonly leadsTo: Readonly<Record<string, string>>;
}

const configMap = '---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings }\n';
const deployment = `---
apiVersion: apps/v1
kind: Deployment
metadata: { name: api }
spec:
  selector: { matchLabels: { app: api } }
  template:
    metadata: { labels: { app: api } }
    spec: { containers: [{ name: api, image: docker.io/local/api }] }
`;
const imageConfig = '{}';
const revisions = [
  { name: 'api', version: '1', status: 'superseded', fingerprint: '0' },
  { name: 'api', version: '2', status: 'deployed', revision: '2', fingerprint: '1' },
];
/** What was made by the manifests above. */
const liveObject = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'settings', namespace: 'acme' },
};
/** Past its time. */
const previewNamespace = {
  metadata: {
    name: 'acme-pr-7',
    uid: '7',
    labels: { 'nx-helm/preview': '7', 'nx-helm/preview-of': 'acme' },
    annotations: { 'nx-helm/cluster': uids[1], 'nx-helm/expires': '2020-01-01T00:00:00Z' },
  },
};

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
    'node_modules/nx/package.json': '{ "name": "nx" }',
    'node_modules/nx/bin/nx.js': nx,
    rendered: configMap + deployment,
    'dist/charts/api/Chart.yaml': 'name: api\n',
    applied: configMap,
    'dist/images/api/config.json': imageConfig,
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
      configDigest: digestOf(imageConfig),
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
  ...['container', 'next-output', 'helm-lint', 'helm-template', 'kubeconform'],
  ...['forecast', 'handoff', 'watch', 'sbom', 'helm-lock'],
];

/** Nx is started for what was planned. */
const planned = /^nx run-many --targets=helm-deploy .*--plan=/;
const manifest = /^helm get manifest api /;

/** It works in two clusters at once, of which only one can be in the current context: a property of its own. */
const promotion: Run = {
  executor: 'promote',
  project: 'infra',
  target: 'promote',
  options: { from: 'test', to: 'prod' },
  there: 'nothing',
  reaches: planned,
};

const preview = {
  executor: 'preview',
  project: 'infra',
  target: 'preview',
  whereProtected: 'NXHELM_PREVIEW_BASE',
};
const removal = / delete --raw \/api\/v1\/namespaces\/acme-pr-7 /;

/** How each executor that works in a cluster is run. */
const runs: readonly Run[] = [
  { executor: 'rollout', target: 'helm-deploy', reaches: /^helm upgrade api / },
  { executor: 'rollout', target: 'image-load', reaches: /^minikube .* image load / },
  { executor: 'helm-diff', target: 'helm-diff', reaches: manifest },
  { executor: 'helm-rollback', target: 'helm-rollback', reaches: /^helm rollback api / },
  { executor: 'helm-uninstall', target: 'helm-uninstall', reaches: /^helm uninstall api / },
  { executor: 'helm-status', target: 'helm-status', reaches: / get pods --selector / },
  { executor: 'helm-test', target: 'helm-test', reaches: /^helm test api / },
  { executor: 'logs', target: 'logs', options: { follow: false }, reaches: manifest },
  { executor: 'port-forward', target: 'port-forward', reaches: manifest },
  {
    executor: 'live',
    target: 'live',
    whereProtected: 'NXHELM_LIVE_PROTECTED',
    reaches: /^helm upgrade api /,
  },
  {
    executor: 'live',
    target: 'live-verify',
    whereProtected: 'NXHELM_LIVE_PROTECTED',
    reaches: / get pods /,
  },
  {
    executor: 'dev',
    target: 'dev',
    options: { command: ['node', '--version'], against: 'prod' },
    whereProtected: 'NXHELM_DEV_PROTECTED',
    reaches: manifest,
  },
  {
    executor: 'schemas',
    project: 'infra',
    target: 'schemas',
    reaches: / get --raw \/openapi\/v2 /,
  },
  { executor: 'prune', project: 'infra', target: 'prune', reaches: /^minikube .* image rm / },
  { executor: 'plan', project: 'infra', target: 'plan', reaches: / get secrets / },
  { executor: 'deploy', project: 'infra', target: 'deploy', there: 'nothing', reaches: planned },
  { executor: 'drift', project: 'infra', target: 'drift', reaches: manifest },
  {
    executor: 'history',
    project: 'infra',
    target: 'history',
    reaches: / get configmap nx-helm-history-api /,
  },
  { executor: 'affected', project: 'infra', target: 'affected', reaches: / get secrets / },
  {
    executor: 'adopt',
    project: 'infra',
    target: 'adopt',
    options: { release: 'api', apply: true },
    there: 'objects',
    reaches: / create --filename - /,
  },
  { ...preview, options: { pr: 7 }, reaches: / get secrets / },
  { ...preview, options: { pr: 7, remove: true }, reaches: removal },
  { ...preview, options: { expired: true }, reaches: removal },
  {
    executor: 'verify',
    project: 'infra',
    target: 'verify',
    isAttested: true,
    reaches: / get pods /,
  },
  {
    executor: 'admission',
    project: 'infra',
    target: 'admission',
    isAttested: true,
    reaches: / create --field-manager nx-helm-admission /,
  },
  {
    executor: 'admission',
    project: 'infra',
    target: 'admission',
    options: { remove: true },
    isAttested: true,
    reaches: / delete validatingadmissionpolicy/,
  },
];

interface Run {
  readonly executor: string;
  readonly project?: string;
  readonly target: string;
  readonly options?: object;
  /** The environment names a registry, and the key that images have to be attested by. */
  readonly isAttested?: boolean;
  /** Nobody does it in a protected environment, wherever that is. */
  readonly whereProtected?: string;
  /** What the cluster that is meant has of it; else a release that was deployed. */
  readonly there?: 'nothing' | 'objects';
  /** What it asks or changes there, where nothing refuses it; a space stands at the end of each call. */
  readonly reaches: RegExp;
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
    infra: {
      root: 'infra',
      targets: {
        [target]: {
          executor: `@taskora/nx-helm:${executor}`,
          configurations: { prod: { environment: 'prod' }, test: { environment: 'test' } },
        },
      },
    },
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

function place({ contexts: names, cluster, isProtected }: Placement, isAttested = false): string {
  const own = cluster === undefined ? '' : `, cluster: "${cluster}"`;
  const attested = isAttested ? ', registry: registry.example/acme, attestationKey: key.pem' : '';
  const rules = isProtected ? ', protection: [confirm]' : '';
  return `nxHelm: { kubeVersion: 1.34.4, preview: {}, contexts: [${names.join(', ')}]${own}${attested}${rules} }\n`;
}

/**
 * What each context answers of the release: `one` what a promotion is of, which has proved only where its objects
 * are as they were applied; `two` what the run is for.
 */
function clusterFiles({ there }: Run): Record<string, string> {
  const known = revisions.map((revision) => `${JSON.stringify(revision)}\n`).join('');
  const objects = (isThere: boolean): string =>
    JSON.stringify({ items: isThere ? [liveObject] : [] });
  return {
    'revisions-one': known,
    'objects-one': objects(true),
    'revisions-two': there === undefined ? known : '',
    'objects-two': objects(there === 'objects'),
    'revisions-three': known,
    'objects-three': objects(false),
  };
}

/** Runs one executor as Nx would; gives its result, the codes of its errors and all that the programs were asked. */
async function attempt(run: Run, situation: Situation, asked: Asked, typed: object = {}) {
  const { files, current, leadsTo } = situation;
  const known = contexts.map((name) => `- { name: ${name}, context: {} }\n`).join('');
  writeFiles(root, {
    'environments/prod.yaml': place(files.prod, run.isAttested),
    'environments/test.yaml': place(files.test, run.isAttested),
    kubeconfig: `${current === '' ? '' : `current-context: ${current}\n`}contexts:\n${known}`,
    written: '',
    preview: JSON.stringify(previewNamespace),
    ...clusterFiles(run),
    ...Object.fromEntries(contexts.map((name) => [`uid-${name}`, leadsTo[name] ?? ''])),
  });
  await writeValues(manifestPaths(root, 'api'), {});
  await writeRender(
    manifestPaths(root, 'api'),
    { install: configMap, upgrade: configMap },
    readEnvironment(root, 'environments', 'prod', 'api'),
  );
  rmSync(join(root, 'calls'), { force: true });
  const context = await contextOf(run);
  const { options = {}, configurations = {} } =
    context.projectsConfigurations.projects[run.project ?? 'api']?.targets?.[run.target] ?? {};
  const given = {
    ...(options as object),
    ...(asked === 'configuration' ? (configurations['prod'] as object | undefined) : undefined),
    confirm: 'prod',
    ...run.options,
    ...typed,
    ...(asked === 'option' ? { environment: 'prod' } : {}),
  };
  const { default: execute } = (await import(`./${run.executor}/executor.ts`)) as {
    default: (options: object, context: ExecutorContext) => Promise<ExecutorResult>;
  };
  const configurationName = asked === 'configuration' ? { configurationName: 'prod' } : {};
  const error = jest.mocked(console.error).mockClear();
  const { success } = await execute(given, { ...context, ...configurationName });
  const codes = error.mock.calls.flatMap(([message]) => /^NXHELM_\w+/.exec(String(message)) ?? []);
  const file = join(root, 'calls');
  const calls = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
  return { success, codes: codes.map(String), calls };
}

/**
 * The code by which an environment is refused; none where the kubeconfig leads to the cluster that its file
 * names. That is by the cluster's own uid where the file has it, which a protected one has to; by what a
 * context is called in the others alone.
 */
function refusalOf(
  { contexts: names, cluster, isProtected }: Placement,
  { current, leadsTo }: Situation,
  isAmongSeveral = false,
): string | undefined {
  const other = isAmongSeveral && (isProtected || cluster !== undefined) ? names[0] : undefined;
  const context = names.includes(current) ? current : other;
  if (context === undefined) return 'NXHELM_CONTEXT_REFUSED';
  if (cluster === undefined) return isProtected ? 'NXHELM_CLUSTER_UNNAMED' : undefined;
  return leadsTo[context] === cluster ? undefined : 'NXHELM_CLUSTER_OTHER';
}

/** Those of both ends of a promotion. */
function promotionRefusals(situation: Situation): string[] {
  const { prod, test } = situation.files;
  return [test, prod].flatMap((each) => refusalOf(each, situation, true) ?? []);
}

const placement = fc.record(
  {
    contexts: fc.uniqueArray(fc.constantFrom(...contexts), { minLength: 1 }),
    cluster: fc.constantFrom(...uids),
    isProtected: fc.boolean(),
  },
  { requiredKeys: ['contexts', 'isProtected'] },
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
      promotion.executor,
    ]);
    expect([...covered].toSorted()).toEqual(executors.toSorted());
  });

  it.each(runs)(
    'is the only one that $executor ($target) asks or changes, whatever the kubeconfig and the options say',
    async (run) => {
      await fc.assert(
        fc.asyncProperty(
          situations.filter((each) => refusalOf(each.files.prod, each) !== undefined),
          fc.constantFrom<Asked>('configuration', 'option'),
          typed,
          async (situation, asked, options) => {
            const { prod } = situation.files;
            const { success, codes, calls } = await attempt(run, situation, asked, options);
            expect(calls.filter((call) => !identifying.test(call))).toEqual([]);
            const expected = [
              refusalOf(prod, situation),
              ...(prod.isProtected ? [run.whereProtected] : []),
            ];
            expect([success, codes.length]).toEqual([false, 1]);
            // Which of two reasons is found first is the executor's own.
            expect(expected).toContain(codes[0]);
          },
        ),
        { numRuns: 15 },
      );
    },
  );

  it('are the only ones that a promotion asks or changes, of both its environments', async () => {
    await fc.assert(
      fc.asyncProperty(
        situations.filter((each) => promotionRefusals(each).length > 0),
        typed,
        async (situation, options) => {
          const { success, codes, calls } = await attempt(
            promotion,
            situation,
            'configuration',
            options,
          );
          expect(calls.filter((call) => !identifying.test(call))).toEqual([]);
          expect(success).toBe(false);
          expect(promotionRefusals(situation)).toEqual(expect.arrayContaining(codes));
          expect(codes).toHaveLength(1);
        },
      ),
      { numRuns: 30 },
    );
  });

  // Without this a run that fails here for any other reason would pass for one that the guard keeps away.
  it.each([...runs, promotion])(
    'is reached by $executor ($target $options) where the kubeconfig leads to it, and it alone is changed',
    async (run) => {
      const isProtected = run.whereProtected === undefined;
      const { calls } = await attempt(
        run,
        {
          files: {
            prod: { contexts: ['two'], cluster: uids[1], isProtected },
            test: { contexts: ['one'], cluster: uids[0], isProtected: false },
          },
          current: 'two',
          leadsTo: { one: uids[0], two: uids[1], three: uids[0] },
        },
        'configuration',
      );
      const asked = calls.filter((call) => !identifying.test(call)).map((call) => `${call} `);
      const there = asked.filter((call) => contextIn(call) === 'two');
      expect(there).toContainEqual(expect.stringMatching(run.reaches));
      const isNamed = (context?: string): boolean =>
        context === 'two' || (context === 'one' && run === promotion);
      const elsewhere = asked.filter((call) => {
        const context = contextIn(call);
        return (context !== undefined || writing.test(call)) && !isNamed(context);
      });
      expect(elsewhere).toEqual([]);
    },
  );
});
