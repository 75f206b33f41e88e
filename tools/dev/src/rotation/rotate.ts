import { UserError } from '@taskora/base/errors';
import type { Cluster } from './cluster.ts';
import { rotateLogins, turnsOf, type Log } from './database-logins.ts';
import { findDemoAccount, rotateDemoPassword, type HashPassword } from './demo-password.ts';
import {
  beginProcessSecret,
  betterAuthSecret,
  dropSigningKeys,
  endProcessSecret,
  serverActionsKey,
  type ProcessSecret,
} from './other-secrets.ts';
import { refuseSinglePods, replaceStalePods } from './pods.ts';
import { sideNames, sides, type Turn } from './sides.ts';

/** What can be rotated; the last one only where somebody asks for it by name. */
export const subjects = [
  'database',
  'server-actions-key',
  'demo-password',
  'better-auth-secret',
] as const;
export type Subject = (typeof subjects)[number];
export const usualSubjects: readonly Subject[] = subjects.slice(0, 3);

export interface RotationRequest {
  readonly subjects: ReadonlySet<Subject>;
  readonly isDryRun: boolean;
  readonly mayInterrupt: boolean;
  /** Whether a demo account that is not there is passed over. */
  readonly mayLackDemo: boolean;
}

export interface RotationParts {
  readonly cluster: Cluster;
  readonly hash: HashPassword;
  readonly log: Log;
}

const processSecrets: readonly (readonly [Subject, ProcessSecret])[] = [
  ['server-actions-key', serverActionsKey],
  ['better-auth-secret', betterAuthSecret],
];

/** Passwords of the database are theirs to change where it is somebody else's. */
async function turnsIfOurs(cluster: Cluster): Promise<readonly Turn[]> {
  const { data } = await cluster.readSecret('taskora-database');
  if (data['superuser-password'] !== undefined) {
    return turnsOf(
      cluster,
      sideNames.map((name) => sides[name]),
    );
  }
  throw new UserError(
    'ROTATION_EXTERNAL',
    'the database is not one of this cluster, so its logins are changed where they were made',
    'docs/database.md (rotation), or this command with --only=server-actions-key,demo-password',
  );
}

function describe(
  turns: readonly Turn[],
  chosen: readonly ProcessSecret[],
  isDemo: boolean,
): string[] {
  return [
    ...turns.map(
      ({ side, from, to, isBegun }) =>
        `would ${isBegun ? 'finish the turn of' : 'turn'} ${side.role} from login ${from} to ${to} and replace the pods of ${side.deployments.join(' and ')}`,
    ),
    ...chosen.map(
      ({ title, deployments, consequence }) =>
        `would make a new ${title} and replace the pods of ${deployments.join(' and ')}: ${consequence}`,
    ),
    ...(isDemo
      ? ['would give the demo account a new password, and end its sessions and access tokens']
      : []),
  ];
}

async function rotateProcessSecret(
  { cluster, log }: RotationParts,
  secret: ProcessSecret,
): Promise<void> {
  const isNew = await beginProcessSecret(cluster, secret);
  log(`${secret.title}: ${isNew ? 'made a new one' : 'finishing'}; ${secret.consequence}`);
}

async function demoEmail(
  { cluster, log }: RotationParts,
  { mayLackDemo }: RotationRequest,
): Promise<string | undefined> {
  const found = await findDemoAccount(cluster);
  if (typeof found === 'string') return found;
  if (!mayLackDemo) throw found;
  log(`demo account: passed over (${found.what})`);
  return undefined;
}

/** Rotates what was asked for, and says what it did; run again, it finishes what was not finished. */
export async function rotateSecrets(parts: RotationParts, request: RotationRequest): Promise<void> {
  const { cluster, log } = parts;
  const has = (subject: Subject): boolean => request.subjects.has(subject);
  const turns = has('database') ? await turnsIfOurs(cluster) : [];
  const chosen = processSecrets.filter(([subject]) => has(subject)).map(([, secret]) => secret);
  // Before anything turns: run again after an error, it would turn all of it once more.
  const demo = has('demo-password') ? await demoEmail(parts, request) : undefined;
  if (request.isDryRun) {
    for (const line of describe(turns, chosen, demo !== undefined)) log(line);
    return;
  }
  const deployments = new Set([
    ...turns.flatMap(({ side }) => side.deployments),
    ...chosen.flatMap((secret) => secret.deployments),
  ]);
  if (!request.mayInterrupt) await refuseSinglePods(cluster, [...deployments]);
  // Before the logins, whose pods are then replaced once for all of it.
  for (const secret of chosen) await rotateProcessSecret(parts, secret);
  if (turns.length > 0) await rotateLogins(cluster, turns, log);
  for (const deployment of deployments) await replaceStalePods(cluster, deployment, log);
  // Not before: a pod with the old secret would make one more that the new ones cannot read.
  if (has('better-auth-secret')) await cluster.query(dropSigningKeys);
  for (const secret of chosen) await endProcessSecret(cluster, secret);
  if (demo !== undefined) {
    await rotateDemoPassword(cluster, demo, parts.hash);
    log('demo account: has a new password (Secret taskora-demo), and its sessions ended');
  }
}
