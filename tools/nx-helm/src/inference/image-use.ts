import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import type { ChartFacts } from './chart-file.ts';
import { readChart } from './chart-file.ts';
import type { DeclaredProject } from './project-files.ts';
import { readOwner } from './project-files.ts';

/** The images of a chart: what it declares, else the image of the Dockerfile in the same project. */
export function imagesOf(
  workspaceRoot: string,
  project: DeclaredProject,
  chart: ChartFacts,
): Readonly<Record<string, string>> {
  if (chart.isLibrary) return {};
  if (chart.declaredImages !== undefined) return chart.declaredImages;
  const hasDockerfile = existsSync(join(workspaceRoot, project.root, 'Dockerfile'));
  return hasDockerfile ? { image: project.name } : {};
}

/** Names of all projects whose image some deployed chart uses; only these are loaded into a cluster. */
export function projectsWhoseImageIsUsed(
  workspaceRoot: string,
  files: readonly string[],
  deployTag: string,
): Set<string> {
  const used = new Set<string>();
  for (const file of files.filter((path) => posix.basename(path) === 'Chart.yaml')) {
    for (const name of imagesUsedBy(workspaceRoot, file, deployTag)) used.add(name);
  }
  return used;
}

function imagesUsedBy(workspaceRoot: string, file: string, deployTag: string): string[] {
  try {
    const project = readOwner(workspaceRoot, file);
    if (!project?.tags.includes(deployTag)) return [];
    return Object.values(imagesOf(workspaceRoot, project, readChart(workspaceRoot, file)));
  } catch {
    // A broken file is reported once, for itself, when its own nodes are made.
    return [];
  }
}
