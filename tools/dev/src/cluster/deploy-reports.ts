import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { workspaceRoot } from '../environment.ts';

const reportSchema = z.object({ release: z.string(), action: z.string(), revision: z.number() });

export type DeployReport = z.infer<typeof reportSchema>;

/** What each release's deploy said of itself in the run that has just ended. */
export function readDeployReports(folder = join(workspaceRoot, 'dist', 'deploys')): DeployReport[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => reportSchema.parse(JSON.parse(readFileSync(join(folder, name), 'utf8'))));
}

const loadSchema = z.object({ reference: z.string(), action: z.string() });

/** The images that the run which has just ended had to load onto the node. */
export function readLoadedImages(folder = join(workspaceRoot, 'dist', 'loads')): string[] {
  return readdirSync(folder)
    .map((name) => loadSchema.parse(JSON.parse(readFileSync(join(folder, name), 'utf8'))))
    .filter(({ action }) => action === 'loaded')
    .map(({ reference }) => reference);
}

/** One line such as `4 releases: 1 upgraded (web), 3 skipped (api, chatbot, platform)`. */
export function summarise(reports: DeployReport[]): string {
  const actions = [...new Set(reports.map((report) => report.action))].sort();
  const parts = actions.map((action) => {
    const names = reports.filter((report) => report.action === action).map((each) => each.release);
    return `${names.length} ${action} (${names.join(', ')})`;
  });
  return `${reports.length} releases: ${parts.join(', ')}`;
}
