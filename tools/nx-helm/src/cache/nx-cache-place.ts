import { createRequire } from 'node:module';

interface CacheDirectory {
  readonly cacheDir?: unknown;
  readonly sharedDataDirectory?: (root: string, kind: 'workspace-data') => unknown;
}

interface WorkspaceRoot {
  readonly workspaceRoot?: unknown;
}

/** Where Nx keeps the files of its cache, and what it remembers of them. */
export interface NxCachePlace {
  readonly cacheFolder: string;
  readonly databaseFolder: string;
}

/**
 * Asked of Nx, which decides it by variables, nx.json and the remote of git. These modules are none of its
 * interface, so that an Nx which has others gives undefined.
 */
export function nxCachePlace(): NxCachePlace | undefined {
  const load = createRequire(import.meta.url);
  try {
    const { cacheDir, sharedDataDirectory } = load(
      'nx/src/utils/cache-directory',
    ) as CacheDirectory;
    const { workspaceRoot } = load('nx/src/utils/workspace-root') as WorkspaceRoot;
    if (typeof workspaceRoot !== 'string' || typeof cacheDir !== 'string') return undefined;
    const databaseFolder = sharedDataDirectory?.(workspaceRoot, 'workspace-data');
    if (typeof databaseFolder !== 'string') return undefined;
    return { cacheFolder: cacheDir, databaseFolder };
  } catch {
    return undefined;
  }
}
