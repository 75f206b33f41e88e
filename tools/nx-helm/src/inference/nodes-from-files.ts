import type { CreateNodesResult } from '@nx/devkit';

/**
 * Makes the nodes of each file; one broken file is an error of its own, and Nx still gets the rest.
 * The devkit has the same function. It is loaded only for its error, because loading it takes
 * longer than all of this plugin's work.
 */
export async function nodesFromFiles(
  files: readonly string[],
  nodesOf: (file: string) => CreateNodesResult,
): Promise<[string, CreateNodesResult][]> {
  const results: [string, CreateNodesResult][] = [];
  const errors: [string, Error][] = [];
  for (const file of files) {
    try {
      results.push([file, nodesOf(file)]);
    } catch (error) {
      errors.push([file, error instanceof Error ? error : new Error(String(error))]);
    }
  }
  if (errors.length === 0) return results;
  const { AggregateCreateNodesError } = await import('@nx/devkit');
  throw new AggregateCreateNodesError(errors, results);
}
