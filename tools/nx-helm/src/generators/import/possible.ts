import { posix } from 'node:path';
import type { Tree } from '@nx/devkit';
import { getProjects } from '@nx/devkit';
import { remoteChartField } from '../../chart/remote-chart.ts';
import type { Imported, ImportedRelease } from './imported.ts';

/** A chart of a repository has no folder, so its project gets the one that a new chart would get. */
export function folderOf({ name, chart }: ImportedRelease): string {
  return typeof chart === 'string' ? chart : `infra/charts/${name}`;
}

export const isRemote = ({ chart }: ImportedRelease): boolean => typeof chart !== 'string';

/** A folder is one project, and a chart one release: what would be a second one is left. */
export function possible(tree: Tree, { images, releases, left }: Imported): Imported {
  const more: string[] = [];
  const shared = (folder: string): boolean =>
    images.filter(({ context }) => context === folder).length > 1;
  for (const { image, context, dockerfile } of images.filter((each) => shared(each.context))) {
    more.push(
      `image ${image} is built from ${context}, as others are, and a folder is one project: make a project in ${posix.dirname(dockerfile)}, whose target container has the options context and file`,
    );
  }
  const charts = new Map<string, string>();
  const kept = releases.filter((release) => {
    const chart = folderOf(release);
    const first = charts.get(chart);
    const reason =
      first === undefined ? remoteFault(tree, release) : sharedChart(release, chart, first);
    if (reason === undefined) charts.set(chart, release.name);
    else more.push(reason);
    return reason === undefined;
  });
  return {
    images: images.filter(({ context }) => !shared(context)),
    releases: kept,
    left: [...left, ...more],
  };
}

function sharedChart(release: ImportedRelease, chart: string, first: string): string {
  const { name } = release;
  return isRemote(release)
    ? `release ${name} is there twice, and its project is called so: give the second another name, and import again`
    : `release ${name} is of the chart ${chart}, as ${first} is: make a chart of its own that depends on it by file://`;
}

/** Why no project can be made of a release with a chart of a repository. */
function remoteFault(tree: Tree, release: ImportedRelease): string | undefined {
  const { name, chart, images } = release;
  if (typeof chart === 'string') return undefined;
  const keys = Object.keys(images);
  if (keys.length > 0) {
    return `release ${name} is of the remote chart ${chart.name} and is given images that are built here, at ${keys.join(', ')}: make a chart that depends on it, with these in the annotation nx-helm/images, name it by its path, and import again`;
  }
  const present = getProjects(tree).get(name);
  if (present !== undefined) {
    const isSame = remoteChartField in (present.metadata ?? {});
    return isSame
      ? undefined
      : `release ${name} is of the remote chart ${chart.name}, and the workspace has another project of that name in ${present.root}: rename that, and import again`;
  }
  const root = folderOf(release);
  return tree.exists(root) && tree.children(root).length > 0
    ? `release ${name} is of the remote chart ${chart.name}, and the folder of its project, ${root}, is not empty: move what is in it, and import again`
    : undefined;
}
