import { UserError } from '@taskora/base/errors';

/** What names an object of Kubernetes; it starts no option, and has no part of a path in it. */
const objectName = /^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/;

/** A name that a client gave, before it becomes a part of a path. */
export function checkedName(kind: string, name: string): string {
  if (objectName.test(name) && !name.includes('..')) return name;
  throw new UserError(
    'OPS_NAME_INVALID',
    `the ${kind} has a name of lower-case letters, digits, points and hyphens, and this is none: ${JSON.stringify(name.slice(0, 80))}`,
    'call ops_releases for the names that there are',
  );
}

const revisionName = /^[A-Za-z0-9_][A-Za-z0-9._/~^@{}-]{0,199}$/;

/** A commit, branch or tag that a client gave, before it becomes an argument of Git. */
export function checkedRevision(revision: string): string {
  if (revisionName.test(revision) && !revision.includes('..')) return revision;
  throw new UserError(
    'OPS_REVISION_INVALID',
    `this names no commit, branch or tag: ${JSON.stringify(revision.slice(0, 80))}`,
    'give one that git rev-parse --verify knows, such as main',
  );
}
