import { existsSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { startProgram, type StartedProgram } from '@taskora/base/stream';
import { childEnvironment, workspaceRoot } from '@taskora/dev/environment';
import { must } from '@taskora/dev/run';
import { waitFor } from '../../wait-for.ts';
import type { ComparedPrograms } from '../programs.ts';
import { nxEnvironment } from '../nx-environment.ts';
import { skaffoldConfiguration } from './configuration.ts';

export interface SkaffoldRunner {
  /** `skaffold run`; the variables are for the build that it starts. */
  run(options?: readonly string[], more?: Readonly<Record<string, string>>): Promise<void>;
  /** `skaffold dev`, which goes on until it is ended, and then removes what it has deployed. */
  dev(options: readonly string[], log: string): Promise<StartedProgram>;
}

export interface Skaffold extends SkaffoldRunner {
  /** The same program with another configuration, the text of a `skaffold.yaml`. */
  withConfiguration(name: string, text: string): SkaffoldRunner;
  stop(): Promise<void>;
}

/** Skaffold asks a Docker daemon for local images; podman's service answers in its place. */
export async function startSkaffold(
  programs: ComparedPrograms,
  workspace: string,
  folder: string,
): Promise<Skaffold> {
  const socket = join(folder, 'podman.sock');
  const serve = ['system', 'service', '--time=0', `unix://${socket}`];
  const service = await startProgram('podman', serve, { log: join(folder, 'podman.log') });
  await waitFor(() => existsSync(socket), 20, 'podman system service does not begin');
  const settings = join(folder, 'skaffold-settings.yaml');
  const environmentFile = join(folder, 'environment.json');
  const giveBuilder = (more: Readonly<Record<string, string>>): void => {
    const given = childEnvironment({ ...nxEnvironment(true), ...more });
    writeFileSync(environmentFile, JSON.stringify(given));
  };
  writeFileSync(
    settings,
    'global: { local-cluster: true, collect-metrics: false, survey: { disable-prompt: true } }\n',
  );
  const path = [join(workspaceRoot, '.taskora/bin'), childEnvironment()['PATH']];
  const environment = {
    PATH: path.join(delimiter),
    DOCKER_HOST: `unix://${socket}`,
    SKAFFOLD_UPDATE_CHECK: 'false',
  };
  const withConfiguration = (name: string, text: string): SkaffoldRunner => {
    const file = join(folder, `${name}.yaml`);
    writeFileSync(file, text);
    const files = ['--filename', file, '--config', settings];
    const common = [...files, '--detect-minikube=false', '--interactive=false'];
    const cache = ['--cache-file', join(folder, `${name}-cache`)];
    return {
      run: async (options = [], more = {}) => {
        giveBuilder(more);
        await must(programs.skaffold, ['run', ...common, ...cache, ...options], {
          code: 'BENCH_SKAFFOLD_FAILED',
          fix: 'npx nx run dev:status',
          directory: workspace,
          environment,
        });
      },
      dev: (options, log) =>
        startProgram(programs.skaffold, ['dev', ...common, ...cache, ...options], {
          directory: workspace,
          environment: childEnvironment(environment),
          log,
        }),
    };
  };
  return {
    ...withConfiguration('skaffold', skaffoldConfiguration(workspace, environmentFile)),
    withConfiguration,
    stop: async () => {
      service.end('SIGTERM');
      await service.ended;
    },
  };
}
