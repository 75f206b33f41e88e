import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Each values file in the environments folder becomes a configuration of the chart's targets. */
export function readEnvironmentNames(workspaceRoot: string, directory: string): string[] {
  const path = join(workspaceRoot, directory);
  if (!existsSync(path)) return [];
  return readdirSync(path)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => name.slice(0, -'.yaml'.length))
    .toSorted();
}
