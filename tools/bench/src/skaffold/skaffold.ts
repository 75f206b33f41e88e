import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { UserError } from '@taskora/base/errors';
import { childEnvironment, workspaceRoot } from '@taskora/dev/environment';
import { run } from '@taskora/dev/run';
import { waitUntil } from '../wait-until.ts';
import type { ComparedPrograms } from '../programs.ts';
import { nxEnvironment } from '../nx-environment.ts';
import { skaffoldConfiguration } from './configuration.ts';

export interface Skaffold {
  run(options?: readonly string[]): Promise<void>;
  stop(): Promise<void>;
}

/** Skaffold asks a Docker daemon for local images; podman's service answers in its place. */
export async function startSkaffold(
  programs: ComparedPrograms,
  workspace: string,
  folder: string,
): Promise<Skaffold> {
  const socket = join(folder, 'podman.sock');
  const service = spawn('podman', ['system', 'service', '--time=0', `unix://${socket}`], {
    stdio: 'ignore',
  });
  await waitUntil(() => existsSync(socket), 20, 'podman system service does not begin');
  const file = join(folder, 'skaffold.yaml');
  const settings = join(folder, 'skaffold-settings.yaml');
  const environmentFile = join(folder, 'environment.json');
  writeFileSync(environmentFile, JSON.stringify(childEnvironment(nxEnvironment(true))));
  writeFileSync(file, skaffoldConfiguration(workspace, environmentFile));
  writeFileSync(
    settings,
    'global: { local-cluster: true, collect-metrics: false, survey: { disable-prompt: true } }\n',
  );
  const path = [
    programs.helmFolder,
    join(workspaceRoot, '.taskora/bin'),
    childEnvironment()['PATH'],
  ];
  const environment = {
    PATH: path.join(delimiter),
    DOCKER_HOST: `unix://${socket}`,
    SKAFFOLD_UPDATE_CHECK: 'false',
  };
  const common = [
    '--filename',
    file,
    '--config',
    settings,
    '--detect-minikube=false',
    '--interactive=false',
  ];
  const cache = ['--cache-file', join(folder, 'skaffold-cache')];
  return {
    run: async (options = []) => {
      const args = ['run', ...common, ...cache, ...options];
      const result = await run(programs.skaffold, args, { directory: workspace, environment });
      if (result.exitCode === 0) return;
      const what = `skaffold run: ${result.stdout.slice(-3000)}\n${result.stderr.slice(-2000)}`;
      throw new UserError('BENCH_SKAFFOLD_FAILED', what, 'npx nx run dev:status');
    },
    stop: () => end(service),
  };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}
