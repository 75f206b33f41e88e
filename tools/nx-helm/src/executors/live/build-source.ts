import { performance } from 'node:perf_hooks';
import type { ExecutorContext } from '@nx/devkit';
import { runExecutor } from '@nx/devkit';
import { UserError } from '@taskora/base/errors';
import { ImageFolder } from '../../live/image-folder.ts';
import type { WantedFolder } from '../../live/pod-sync.ts';
import type { AssemblyRequest } from '../../assembly/assemble.ts';
import type { ContainerSources } from '../assembly-request.ts';
import { assemblyRequestOf, sourcesOf } from '../assembly-request.ts';
import { buildTasks, containerExecutor } from './build-tasks.ts';
import type { CopiedFolders } from './copied-files.ts';
import { CopiedFiles } from './copied-files.ts';

interface BuildPlace {
  readonly context: ExecutorContext;
  /** The project whose image it is. */
  readonly project: string;
  /** The application's folder in the image. */
  readonly folder: string;
  readonly copied: CopiedFolders;
}

/** Makes what the image would hold out of the files as they are saved. */
export class BuildSource {
  readonly #place: BuildPlace;
  readonly #files: CopiedFiles;
  readonly #request: AssemblyRequest;
  readonly #folder: ImageFolder;

  constructor(place: BuildPlace) {
    const { context, project, copied } = place;
    this.#place = place;
    this.#files = new CopiedFiles(context.root, copied);
    const options = containerOptions(context, project);
    this.#request = assemblyRequestOf(options, context, sourcesOf(options, context, project));
    this.#folder = new ImageFolder(this.#request);
  }

  /** After the build that some of these files need, if any do. */
  async refresh(files: readonly string[]): Promise<WantedFolder> {
    const others = this.#files.take(files);
    if (others.length > 0) {
      await this.#build(others);
      this.#files.forget();
    }
    return this.read();
  }

  read(): Promise<WantedFolder> {
    const { project, folder } = this.#place;
    const context = { ...this.#request.context, changed: this.#files.changed };
    return this.#folder.read({ ...this.#request, context, project, folder });
  }

  /**
   * In this process and past the cache of tasks: a run of Nx takes longer than what a warm build does, and
   * nobody asks for this output a second time.
   */
  async #build(files: readonly string[]): Promise<void> {
    const { context, project } = this.#place;
    for (const target of buildTasks(context, project, files)) {
      const name = `${target.project}:${target.target}`;
      const started = performance.now();
      const results = await runExecutor(target, {}, { ...context, targetName: target.target });
      for await (const { success } of results) if (!success) throw failed(project, name);
      console.log(`${name} ${((performance.now() - started) / 1000).toFixed(2)} s`);
    }
  }
}

function containerOptions({ projectsConfigurations }: ExecutorContext, project: string) {
  const { targets = {} } = projectsConfigurations.projects[project] ?? {};
  const target = Object.values(targets).find(({ executor }) => executor === containerExecutor);
  if (target !== undefined) return target.options as ContainerSources;
  throw new UserError(
    'NXHELM_LIVE_IMAGE',
    'its image is not made by a target of this plugin, so what it would hold is not known',
    `npx nx show project ${project}; a Dockerfile beside its project.json brings the target`,
    { project },
  );
}

function failed(project: string, target: string): UserError {
  return new UserError(
    'NXHELM_LIVE_BUILD',
    `${target} failed, as said above; the pods go on with what they have`,
    `correct the file, and save it again`,
    { project },
  );
}
