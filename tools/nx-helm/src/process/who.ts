import { hostname, userInfo } from 'node:os';

/** Who runs this, for those who later ask who did it. */
export function whoRuns(): string {
  return `${userName()} on ${hostname()}`;
}

/** A container may run under a number that has no name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return `user ${process.getuid?.() ?? 'unknown'}`;
  }
}
