import { statSync } from 'node:fs';
import { checkDisk } from '../host/machine.ts';
import { missingPackages } from '../host/packages.ts';
import { imageArchive } from '../images/build.ts';
import { CLUSTER_IMAGES, type ImageSpec } from '../images/list.ts';
import { CLUSTER_PROGRAMS } from '../programs/estimates.ts';
import { checkGo, goVersion, sourcesOf } from '../programs/go.ts';
import { allPrograms, isBuilt, type Program } from '../programs/modules.ts';
import { prepareTools, TOOLS, type Preparation } from '../programs/tools.ts';
import type { Runner } from '../base/run.ts';
import { programsFolder, type Settings } from '../base/settings.ts';
import { KUBERNETES } from '../base/versions.ts';

export interface Image {
  readonly spec: ImageSpec;
  readonly program: Program;
  readonly archive: string;
}

/** What the provider modules has to make before a cluster can start; nothing has been changed yet. */
export interface Plan {
  readonly packages: readonly string[];
  readonly programs: ReadonlyMap<string, Program>;
  readonly builds: readonly Program[];
  readonly tools: Preparation;
  readonly images: readonly Image[];
  readonly missingImages: readonly Image[];
}

export function programNamed(plan: Pick<Plan, 'programs'>, name: string): Program {
  const program = plan.programs.get(name);
  if (program === undefined) throw new Error(`no module folder builds ${name}`);
  return program;
}

/** Names the images by the hashes of their programs, to know whether containerd has these. */
export const imagesKey = (images: readonly Image[]): string =>
  images.map(({ archive }) => archive.split('/').slice(-2).join('/')).join(' ');

const exists = (path: string): boolean => statSync(path, { throwIfNoEntry: false }) !== undefined;

export async function planModules(settings: Settings, runner: Runner): Promise<Plan> {
  const programs = allPrograms(settings);
  const tools = await prepareTools(TOOLS, settings, runner);
  const wanted = CLUSTER_PROGRAMS.map((name) => programNamed({ programs }, name));
  const builds = wanted.filter((program) => !isBuilt(program));
  if (builds.length > 0) {
    checkGo(await goVersion(runner), sourcesOf(builds));
    checkDisk(settings);
  }
  const images = CLUSTER_IMAGES.map((spec) => {
    const program = programNamed({ programs }, spec.program);
    return { spec, program, archive: imageArchive(settings, spec, program) };
  });
  return {
    packages: await missingPackages(settings),
    programs,
    builds,
    tools,
    images,
    missingImages: images.filter(({ archive }) => !exists(archive)),
  };
}

export const makesAnything = ({ packages, builds, missingImages }: Plan): boolean =>
  packages.length + builds.length + missingImages.length > 0;

/** What is going to be put on this machine and where it comes from, said before it is done. */
export function describePlan(plan: Plan, settings: Settings): string {
  const lines = [
    `Provider modules: a Minikube with Kubernetes ${KUBERNETES} on this machine itself (driver none, containerd).`,
  ];
  if (plan.packages.length > 0) {
    lines.push(`Installs by apt from this machine's Debian sources: ${plan.packages.join(', ')}.`);
  }
  if (plan.builds.length > 0) {
    const names = plan.builds.map(({ name, module }) => `${name} (${module})`).join(', ');
    lines.push(`Builds from Go modules into ${programsFolder(settings)}: ${names}.`);
  }
  if (plan.missingImages.length > 0) {
    const names = plan.missingImages.map(({ spec }) => spec.name).join(', ');
    lines.push(`Makes images of them: ${names}.`);
  }
  lines.push(
    'Configures containerd, iptables and (without systemd) stand-ins in /usr/local/sbin; links programs into /usr/local/bin. cluster-down takes all of it away again.',
  );
  return `${lines.join('\n')}\n`;
}
