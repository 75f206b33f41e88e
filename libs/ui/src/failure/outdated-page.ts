/**
 * A page that was opened before a rollout asks for files of its own build, which the new pods do not have.
 * Only a load of the whole page mends that; the broken promise of the file stays broken.
 */
const messages =
  /failed to load chunk|loading (?:css )?chunk|dynamically imported module|importing a module script failed/iu;

export function isOutdatedPage(error: Error): boolean {
  return error.name === 'ChunkLoadError' || messages.test(error.message);
}

const storageKey = 'taskora-reloaded-at';

/** A file that is missing after the reload too is no matter of a rollout. */
const againAfterMilliseconds = 30_000;

/** Whether the page may load itself anew; the second time in a row it must ask. */
export function takeReload(now: number = Date.now()): boolean {
  try {
    const last = Number(sessionStorage.getItem(storageKey) ?? 0);
    if (now - last < againAfterMilliseconds) return false;
    sessionStorage.setItem(storageKey, String(now));
    return true;
  } catch {
    // Without storage it could go on for ever.
    return false;
  }
}
