import { hostname, userInfo } from 'node:os';

/** Who rolls out, and where; a container may run under a number that has no name. */
export function whoRuns(): string {
  return `${userName()} on ${hostname()}`;
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return `user ${process.getuid?.() ?? 'unknown'}`;
  }
}
