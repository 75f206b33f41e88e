import { join } from 'node:path';
import { run } from '../run.ts';

jest.setTimeout(60_000);

/** A kubeconfig that is not there: whatever is asked of a cluster fails, and no cluster is touched. */
const KUBECONFIG = '/taskora-no-such-kubeconfig';

async function refused(program: string, given: readonly string[]): Promise<string> {
  const path = join(import.meta.dirname, program);
  // A wrong option is refused before the registry is asked.
  const environment = { KUBECONFIG, OCI_REGISTRY: '127.0.0.1:9' };
  const { exitCode, stdout, stderr } = await run(process.execPath, [path, ...given], {
    environment,
  });
  expect([exitCode, stdout]).toEqual([1, '']);
  return stderr;
}

const noContext = 'context .*minikube.*\\. Do: ';

/** Each is wired to what it does: it gets as far as the question to the cluster. */
describe('a command without a cluster ends with a code and the next command', () => {
  it.each([
    ['backup.ts', [], 'DATABASE_PROGRAM_FAILED', noContext],
    ['backup-check.ts', [], 'DATABASE_PROGRAM_FAILED', noContext],
    ['restore.ts', ['--scheduled'], '[A-Z_]+_(FAILED|MISSING)', noContext],
    ['secrets.ts', [], 'KUBECTL_FAILED', noContext],
    ['reset-password.ts', ['--email=a@example.org'], 'KUBECTL_FAILED', noContext],
    ['rotate-secrets.ts', [], 'KUBECTL_FAILED', noContext],
    ['rotate-secrets.ts', ['--dry-run'], 'KUBECTL_FAILED', noContext],
    ['environment-check.ts', [], 'KUBECTL_FAILED', `${noContext}.*minikube.yaml`],
    ['check-deployment.ts', [], 'KUBECTL_FAILED', noContext],
    ['health-check.ts', [], 'KUBECTL_FAILED', noContext],
    ['status.ts', [], 'CLUSTER_UNREACHABLE', noContext],
  ])('%s %j', async (program, given, code, rest) => {
    expect(await refused(program, given)).toMatch(new RegExp(`^${code}: .*${rest}`, 's'));
  });

  it.each([
    ['check-manifests.ts', 'npx nx run taskora:check-manifests'],
    ['check-memory-mode.ts', 'npx nx run dev:check-memory-mode'],
    ['check-operations.ts', 'npx nx run dev:check-operations'],
    ['check-reminders.ts', 'npx nx run dev:check-reminders'],
    ['check-routing.ts', 'npx nx run dev:check-routing'],
    ['check-scaling.ts', 'npx nx run dev:check-scaling'],
    ['check-whole-chart.ts', 'npx nx run taskora:check-install'],
  ])('%s, which changes nothing before', async (program, again) => {
    const line = `^CLUSTER_UNREACHABLE: .*${noContext}npm run up, then ${again}\n$`;
    expect(await refused(program, [])).toMatch(new RegExp(line, 's'));
  });
});

describe('a command that is given what it does not take says so first', () => {
  it.each([
    ['../../../nx-helm/packaging/main.ts', ['pack', '--nonsense'], 'OPTION_UNKNOWN'],
    ['check-manifests.ts', ['--nonsense'], 'OPTION_UNKNOWN'],
    ['check-memory-mode.ts', ['--nonsense'], 'OPTION_UNKNOWN'],
    ['check-operations.ts', ['--nonsense'], 'OPTION_UNKNOWN'],
    ['check-operations.ts', ['--only=nothing'], 'USAGE'],
    ['check-reminders.ts', ['--nonsense'], 'OPTION_UNKNOWN'],
    ['check-routing.ts', ['--nonsense'], 'OPTION_UNKNOWN'],
    ['check-routing.ts', ['--stream-seconds=0'], 'USAGE'],
    ['check-scaling.ts', ['--nonsense'], 'OPTION_UNKNOWN'],
    ['check-two-clones.ts', ['--nonsense'], 'OPTION_UNKNOWN'],
    ['check-two-clones.ts', ['--warm-rounds=0'], 'WARM_BUILD_ROUNDS'],
    ['check-warm-build.ts', ['--rounds=x'], 'WARM_BUILD_ROUNDS'],
    ['check-whole-chart.ts', ['--nonsense'], 'OPTION_UNKNOWN'],
    ['compose.ts', ['up', '--web-port=x'], 'USAGE'],
    ['compose.ts', ['down', '--nonsense'], 'OPTION_UNKNOWN'],
    ['down.ts', ['--data=x'], 'DOWN_BAD_OPTION'],
    ['down.ts', ['--cluster=x'], 'DOWN_BAD_OPTION'],
    ['environment-check.ts', ['--environment=none'], 'ENVIRONMENT_MISSING'],
    ['kagent-check.ts', [], 'USAGE'],
    ['manifests.ts', ['--nonsense'], 'OPTION_UNKNOWN'],
    ['restore.ts', ['--file=/taskora-no-such.dump'], 'BACKUP_MISSING'],
    ['rotate-secrets.ts', ['--only=nothing'], 'USAGE'],
    ['troubleshooting.ts', ['--nonsense'], 'OPTION_UNKNOWN'],
  ])('%s %j', async (program, given, code) => {
    expect(await refused(program, given)).toMatch(new RegExp(`^${code}: .+ Do: .+\n$`));
  });
});
