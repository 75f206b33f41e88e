import { mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { programsFolder } from '../../../src/testing/fixture-workspace.ts';
import { pathFolders } from '../../environment.ts';
import type { Stage } from '../../stage.ts';
import { json } from '../../stage.ts';
import { providePrograms } from '../programs.ts';

export type Skaffold = Awaited<ReturnType<typeof provideSkaffold>>;

/** Skaffold itself, with the Helm 3 that most of its users have. */
export async function provideSkaffold(stage: Stage) {
  const program = (await providePrograms('skaffold'))('skaffold');
  const helm = (await providePrograms('helm-3'))('helm');
  const scratch = join(stage.root, '.cache', 'skaffold');
  mkdirSync(scratch, { recursive: true });
  const settings = join(scratch, 'settings.yaml');
  const global = { 'local-cluster': true, 'collect-metrics': false };
  writeFileSync(settings, json({ global: { ...global, survey: { 'disable-prompt': true } } }));
  const path = [dirname(helm), programsFolder(), ...pathFolders()].join(delimiter);
  const common = ['--config', settings, '--detect-minikube=false', '--interactive=false'];
  return {
    helm,
    /** Builds nothing: the images are on the node, each by the name that the file has for it. */
    deploy: (file: string, images: Readonly<Record<string, string>> = {}): Promise<string> =>
      stage.must('env', [
        ...[`PATH=${path}`, 'SKAFFOLD_UPDATE_CHECK=false'],
        ...[program, 'deploy', '--filename', file, '--kube-context', stage.context],
        ...['--namespace', stage.namespace, ...common],
        ...Object.entries(images).map(([name, reference]) => `--images=${name}=${reference}`),
      ]),
  };
}
