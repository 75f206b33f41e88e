/** Where a test or a step of the CI does what a command does: a file, and a text that it has. */
export interface Evidence {
  readonly file: string;
  readonly text: string;
}

const ci = (text: string): Evidence => ({ file: '.ci/run', text });
const pullRequest = (text: string): Evidence => ({
  file: '.github/workflows/pull-request.yml',
  text,
});
const nightly = (text: string): Evidence => ({ file: '.github/workflows/nightly.yml', text });
const dev = (file: string, text: string): Evidence => ({ file: `tools/dev/src/${file}`, text });
const wired = (text: string): Evidence => dev('commands/without-cluster.spec.ts', text);
const plugin = (file: string, text: string): Evidence => ({ file: `tools/nx-helm/${file}`, text });

/** Targets that every service, chart or package has. */
export const ofKind: Readonly<Record<string, Evidence>> = {
  build: pullRequest('lint typecheck test build'),
  container: pullRequest('nx affected -t container'),
  dev: plugin('e2e/dev-against.test.ts', '`${app}:dev`, `--against=${environment}`'),
  'helm-deploy': ci('npm run up'),
  'helm-lint': pullRequest('helm-lint helm-template kubeconform'),
  'helm-rollback': plugin('e2e/read-and-undo/rollback.ts', "demo.does('helm-rollback'"),
  'helm-status': plugin('e2e/foreign-deploy.ts', "target('helm-status')"),
  'helm-template': pullRequest('helm-lint helm-template kubeconform'),
  'helm-test': ci('nx run infra:helm-test'),
  'helm-uninstall': plugin('src/executors/left-out.spec.ts', "'agent:helm-uninstall'"),
  'image-load': ci('npm run up'),
  kubeconform: pullRequest('helm-lint helm-template kubeconform'),
  lint: pullRequest('lint typecheck test build'),
  live: plugin('e2e/live.test.ts', 'workspace.start(`${release}:live`)'),
  'live-verify': plugin('e2e/live.test.ts', 'workspace.succeed(`${release}:live-verify`)'),
  logs: plugin('e2e/read-and-undo/watching.ts', "demo.start('logs'"),
  'port-forward': plugin('e2e/read-and-undo/watching.ts', "demo.start('port-forward'"),
  rooms: { file: 'tools/nx-helm/packaging/rooms.spec.ts', text: 'rooms' },
  sbom: plugin('src/executors/verify/executor.spec.ts', "'api:sbom'"),
  test: pullRequest('lint typecheck test build'),
  typecheck: pullRequest('lint typecheck test build'),
};

/** All other targets that documents name. */
export const ofTarget: Readonly<Record<string, Evidence>> = {
  'api:test-very-many': {
    file: 'apps/api/tests/test_very_many_tasks.py',
    text: 'nx run api:test-very-many',
  },
  'api:test-properties': {
    file: '.github/workflows/nightly.yml',
    text: 'nx run api:test-properties',
  },
  'api:test-survival': {
    file: '.github/workflows/nightly.yml',
    text: 'nx run api:test-survival',
  },
  'api:test-many-rows': {
    file: '.github/workflows/nightly.yml',
    text: 'nx run api:test-many-rows',
  },
  'bench:kill-matrix': ci('nx run bench:kill-matrix --short'),
  'api:test-caldav': dev('commands/test.ts', "'api:test-caldav'"),
  'api:test-mcp-conformance': {
    file: 'apps/api/tests/test_mcp_conformance.py',
    text: 'nx run api:test-mcp-conformance',
  },
  'api:assistant-eval': {
    file: 'apps/api/tests/evaluation/test_programs.py',
    text: 'nx run api:assistant-eval',
  },
  'api:taskora-bench': {
    file: 'apps/api/tests/evaluation/test_programs.py',
    text: 'nx run api:taskora-bench',
  },
  'api:injections': {
    file: 'apps/api/tests/evaluation/test_injections.py',
    text: 'nx run api:injections',
  },
  'api:bench-assistant': {
    file: 'apps/api/tests/test_bench_assistant.py',
    text: 'nx run api:bench-assistant',
  },
  'api:bench-events': {
    file: 'apps/api/tests/test_bench_events.py',
    text: 'nx run api:bench-events',
  },
  'api:verify-ledger': {
    file: 'apps/api/tests/test_migrate_data.py',
    text: 'nx run api:verify-ledger',
  },
  'chart-tests:images': ci('nx run chart-tests:images'),
  'dev:actionlint': pullRequest('nx run dev:actionlint'),
  'dev:aiops': dev('aiops/aiops.spec.ts', 'dev:aiops'),
  'dev:architecture': dev('architecture/architecture.spec.ts', 'commands/architecture.ts'),
  'dev:chart-docs': dev('chart-docs/chart-docs.spec.ts', 'commands/chart-docs.ts'),
  'dev:check-memory-mode': ci('nx run dev:check-memory-mode'),
  'dev:check-operations': ci('nx run dev:check-operations'),
  'dev:compose': wired("['compose.ts', ['up'"),
  'dev:compose-down': wired("['compose.ts', ['down'"),
  'dev:data-model': dev('documents/data-model/data-model.spec.ts', 'commands/data-model.ts'),
  'dev:kagent-check': wired("['kagent-check.ts'"),
  'dev:monitoring': dev('monitoring/files.spec.ts', 'dev:monitoring'),
  'dev:requirements': dev('requirements/requirements.spec.ts', 'dev:requirements'),
  'dev:status': ci('nx run dev:status'),
  'dev:warm-build': {
    file: '.github/workflows/nightly.yml',
    text: 'nx run dev:warm-build',
  },
  'dev:troubleshooting': wired("['troubleshooting.ts'"),
  'e2e:cluster': ci('nx run e2e:cluster'),
  'front-end:bundle': {
    file: 'libs/front-end/src/programs/bundle.spec.ts',
    text: "runNode(['bundle.ts', folder])",
  },
  'grammar:bench': {
    file: 'libs/grammar/src/programs.spec.ts',
    text: 'nx run grammar:bench',
  },
  'grammar:copy-data': {
    file: 'libs/grammar/src/data.spec.ts',
    text: 'nx run grammar:copy-data',
  },
  'grammar:equality': {
    file: 'libs/grammar/src/equality.spec.ts',
    text: 'nx run grammar:equality',
  },
  'infra:admission': plugin('src/executors/verify/executor.spec.ts', "'infra:admission'"),
  'infra:affected': plugin('e2e/suites/affected.ts', 'infra:affected'),
  'infra:build-images': ci('nx run infra:build-images'),
  'infra:check-deployment': ci('nx run infra:check-deployment'),
  'infra:cleanup': ci('npm run down'),
  'infra:deploy': plugin('src/executors/deploy/several.spec.ts', 'that infra:deploy is asked for'),
  'infra:deploy-minikube': dev('cluster/deploy-runs.ts', "'infra:deploy-minikube'"),
  'infra:drift': plugin('e2e/suites/drift.ts', "'infra:drift'"),
  'infra:environment-check': wired("['environment-check.ts', []"),
  'infra:forecast': pullRequest('nx run infra:forecast'),
  'infra:handoff': plugin('src/executors/handoff/executor.spec.ts', "'infra:handoff'"),
  'infra:health-check': ci('nx run infra:health-check'),
  'infra:verify-ledger': ci('nx run infra:verify-ledger'),
  'infra:helm-test': ci('nx run infra:helm-test'),
  'infra:history': plugin('e2e/suites/rollouts.ts', "'infra:history'"),
  'infra:manifests': wired("['manifests.ts'"),
  'infra:minikube-setup': plugin('project.json', '"minikube:cluster-up"'),
  'infra:plan': plugin('e2e/suites/plans.ts', "'infra:plan'"),
  'infra:programs': {
    file: 'tools/minikube/src/programs/transfer.spec.ts',
    text: 'nx run infra:programs',
  },
  'infra:promote': plugin('src/executors/promote/executor.spec.ts', "'infra:promote'"),
  'infra:reset-password': wired("['reset-password.ts', ['--email="),
  'infra:rotate-secrets': wired("['rotate-secrets.ts', []"),
  'infra:secrets': wired("['secrets.ts', []"),
  'infra:verify': plugin('src/executors/verify/executor.spec.ts', "'infra:verify'"),
  'minikube:cluster-down': dev('commands/down.ts', "'minikube:cluster-down'"),
  'minikube:cluster-status': ci('cli.ts cluster-status'),
  'minikube:cluster-up': plugin('project.json', '"minikube:cluster-up"'),
  'nx-helm:compare-images': plugin(
    'src/assembly/compared-images.spec.ts',
    'nx run nx-helm:compare-images',
  ),
  'nx-helm:crash-sweep': plugin('src/release/crash-sweep.spec.ts', 'nx run nx-helm:crash-sweep'),
  'nx-helm:test-many-cases': plugin('src/testing/cases.ts', 'nx run nx-helm:test-many-cases'),
  'nx-helm:e2e': ci('nx run nx-helm:e2e'),
  'nx-helm:e2e-live': nightly('nx run nx-helm:e2e-live'),
  'nx-helm:e2e-owners': nightly('nx run nx-helm:e2e-owners'),
  'nx-helm:pack': wired("['../../../nx-helm/packaging/main.ts', ['pack'"),
  'nx-helm:reference': plugin('packaging/schemas.spec.ts', 'nx-helm:reference'),
  'ops:serve': { file: 'apps/ops/src/testing/http-server.ts', text: 'http.ts' },
  'ops:tools': { file: 'apps/ops/src/tools-program.spec.ts', text: "new URL('tools.ts'" },
  'platform:backup': wired("['backup.ts', []"),
  'platform:backup-check': wired("['backup-check.ts', []"),
  'platform:restore': wired("['restore.ts', ['--file="),
  'platform:rotate-secrets': wired("['rotate-secrets.ts', []"),
  'platform:secrets': wired("['secrets.ts', []"),
  'taskora:check-install': ci('nx run taskora:check-install'),
  'taskora:check-manifests': ci('nx run taskora:check-manifests'),
};

/** Other commands, as they are written, up to their options. */
export const ofCommand: readonly { readonly command: RegExp; readonly by: Evidence }[] = [
  { command: /^npm run up$/, by: ci('npm run up') },
  { command: /^npm test$/, by: ci('npm test') },
  { command: /^npm run dev$/, by: ci("step 'npm run dev' nx run e2e:development") },
  { command: /^npm run down$/, by: ci("step 'npm run down'") },
  { command: /^npm run down -- --cluster$/, by: ci('npm run down -- --cluster') },
  { command: /^npm run down -- --data$/, by: wired("['down.ts', ['--data") },
  {
    command: /^npm run generate -w @taskora\/api-client$/,
    by: {
      file: 'libs/api-client/src/generated.spec.ts',
      text: 'npm run generate -w @taskora/api-client',
    },
  },
  { command: /^node tools\/dev\/setup\.mjs$/, by: { file: 'package.json', text: 'setup.mjs' } },
  { command: /^node tools\/minikube\/src\/cli\.ts cluster-kill$/, by: ci('cli.ts cluster-kill') },
  {
    command: /^node tools\/minikube\/src\/cli\.ts cluster-up$/,
    by: { file: 'tools/minikube/src/commands/commands.spec.ts', text: 'cluster-up' },
  },
  ...['init', 'service', 'chart', 'image'].map((name) => ({
    command: new RegExp(`^npx nx g @taskora/nx-helm:${name}\\b`),
    by: plugin('e2e/foreign-generate.ts', `'${name}'`),
  })),
  {
    command:
      /^npx nx g @taskora\/nx-helm:import (?:skaffold\.yaml|deploy\/helmfile\.yaml --dry-run)$/,
    by: plugin('src/generators/import/generator.spec.ts', 'importGenerator(tree'),
  },
  {
    command: /^npx nx run (?:reports):helm-deploy$/,
    by: plugin('e2e/foreign-run.ts', "'helm-deploy'"),
  },
  {
    command: /^npm install(?: --save-dev @taskora\/nx-helm)?$/,
    by: plugin('e2e/foreign-generate.ts', "'npm', ['install', '--save-dev'"),
  },
  {
    command: /^npx nx run ops:tools ops_logs --release=api --lines=20$/,
    by: {
      file: 'apps/ops/src/tools-program.spec.ts',
      text: "['ops_logs --release=api --lines=20']",
    },
  },
  {
    command:
      /^OPS_CREDENTIALS=kubeconfig OPS_ALLOWED_HOSTS=host\.docker\.internal npx node apps\/ops\/src\/http\.ts$/,
    by: { file: 'apps/ops/src/http.spec.ts', text: 'OPS_ALLOWED_HOSTS' },
  },
  {
    command: /^node tools\/minikube\/src\/cli\.ts COMMAND \[--json\]$/,
    by: ci('cli.ts cluster-status --json'),
  },
  {
    command: /^node tools\/nx-helm\/e2e\/builder-environment\.e2e\.ts$/,
    by: plugin('e2e/parts.test.ts', "from './builder-environment.e2e.ts'"),
  },
  { command: /^npx nx graph$/, by: dev('testing/workspace-targets.ts', "'graph'") },
];

/** What needs something that a machine for tests does not have. */
export const needsMore: readonly { readonly command: RegExp; readonly needs: string }[] = [
  {
    command: /^gh attestation verify /,
    needs: 'a release in a registry, and an account of GitHub',
  },
  { command: /^npm audit signatures$/, needs: 'packages with provenance from the public registry' },
  { command: /^npx nx release publish /, needs: 'the right to publish on npm' },
  { command: /^claude mcp add /, needs: 'a program of another vendor' },
  {
    command:
      /^(?:kubectl-ai|kagent invoke|docker agent run|docker ai) |^export (?:\w+=\.\.\. )?XDG_CONFIG_HOME=/,
    needs: 'a program of another vendor, and a model',
  },
  {
    command:
      /^git clone --depth 1 --branch v0\.0\.28 https:|^cd kubectl-ai$|^GOWORK=off go build -ldflags /,
    needs: 'sources that are in no package registry',
  },
  {
    command: /^docker mcp (?:profile create|client connect) /,
    needs: 'Docker Desktop, and an account of it',
  },
  {
    command:
      /^node tools\/nx-helm\/e2e\/acme\/make\.ts \.\.\/example(?: --remove)?$|^cd \.\.\/example\/acme$|^export PATH="\$PWD\/\.taskora\/bin:\$PATH"$/,
    needs: 'a folder beside the checkout, and a cluster; the acceptance makes the same workspace',
  },
  {
    command: /^npx nx run infra:(?:deploy|schemas)$/,
    needs: 'a workspace that the generator makes, and for the schemas the internet',
  },
  {
    command: /^npx nx run (?:dev:check-reminders|dev:check-routing|dev:check-scaling)\b/,
    needs: 'a cluster to itself for longer than the CI may take',
  },
  {
    command: /^(?:npx )?nx run (?:bench:|api:bench|api:mutation|e2e:bench-(?:list|front-page))/,
    needs: 'minutes of an idle machine',
  },
  {
    command: /^npx nx run api:test-mcp-python-1$/,
    needs: 'an environment of Python of its own, which it downloads',
  },
];
