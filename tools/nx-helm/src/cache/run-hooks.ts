import type { NxPlugin } from '@nx/devkit';
import { UserError } from '@taskora/base/errors';
import { handDown } from '../base/nx-command.ts';
import { hasCacheKey, remoteCacheSettings, useCacheGuard } from '../base/settings.ts';
import type { CacheGuard } from './guard.ts';

type BeforeTasks = NonNullable<NxPlugin['preTasksExecution']>;
type AfterTasks = NonNullable<NxPlugin['postTasksExecution']>;

const guards = new Map<string, CacheGuard>();

/**
 * With Nx's daemon a hook costs a process per run, a fifth of a second, so there is one only where it has
 * something to do: a cache with keys, or a system on which no other process's command line can be read.
 */
const isGuarded = hasCacheKey();

/** Nx makes its client of the remote cache after this, from the variables that are then set. */
export const beforeTasks: BeforeTasks = async (_options, context) => {
  if (process.platform === 'win32') handDown(undefined, context);
  const settings = remoteCacheSettings();
  // A run that a task starts has the guard of the run around it.
  if (!isGuarded || settings.server === undefined || settings.server === settings.guard) return;
  const { readCacheKeys } = await import('./keys.ts');
  const keys = readCacheKeys(settings);
  if (keys === undefined) return;
  const [{ startCacheGuard }, { trustCertificateFile }] = await Promise.all([
    import('./guard.ts'),
    import('./certificates.ts'),
  ]);
  trustCertificateFile(settings);
  const { server, token } = settings;
  const guard = await startCacheGuard({ server, token, keys, say: (line) => console.error(line) });
  guards.set(context.id, guard);
  useCacheGuard(guard);
};

/** That there is one keeps the process of the plugin, which the guard is in, until the tasks have ended. */
export const afterTasks: AfterTasks = async (_options, { id }) => {
  await guards.get(id)?.stop();
  guards.delete(id);
};

export const preTasksExecution: BeforeTasks | undefined =
  isGuarded || process.platform === 'win32' ? beforeTasks : undefined;

export const postTasksExecution: AfterTasks | undefined = isGuarded ? afterTasks : undefined;

/** A daemon that was started without the keys does not know these hooks, and Nx would take any entry. */
export function refuseUnguardedCache(): void {
  const { server, guard } = remoteCacheSettings();
  if (server === undefined || server === guard || !hasCacheKey()) return;
  throw new UserError(
    'NXHELM_CACHE_UNGUARDED',
    'the remote cache has a key, and this run would take entries without a look at their signatures',
    'npx nx reset, then the same command with NX_DAEMON=false',
  );
}
