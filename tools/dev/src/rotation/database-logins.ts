import { randomBytes } from 'node:crypto';
import { UserError } from '@taskora/base/errors';
import { eventually, type Cluster } from './cluster.ts';
import { closeLogin, openLogin, sessionsOf } from './logins.ts';
import { replaceStalePods } from './pods.ts';
import {
  databaseSecret,
  passwordKey,
  switchedAddresses,
  targetAnnotation,
  turnOf,
  type Side,
  type Turn,
} from './sides.ts';

export type Log = (line: string) => void;

/** The letters that the database's start script takes. */
const newPassword = (): string => randomBytes(18).toString('hex');

/** All turns begin at once, with the password of the next login beside that of the present one. */
async function begin(cluster: Cluster, turns: readonly Turn[], log: Log): Promise<void> {
  for (const { side, from, to, isBegun } of turns) {
    log(`${side.role}: ${isBegun ? 'finishing the turn' : 'turning'} from login ${from} to ${to}`);
  }
  const fresh = turns.filter(({ isBegun }) => !isBegun);
  if (fresh.length === 0) return;
  await cluster.patchSecret(databaseSecret, {
    data: Object.fromEntries(fresh.map(({ side, to }) => [passwordKey(side, to), newPassword()])),
    annotations: Object.fromEntries(fresh.map(({ side, to }) => [targetAnnotation(side), to])),
  });
}

/** Waits until the next start of the database would take what the Secret says. */
async function awaitMount(cluster: Cluster, keys: readonly string[]): Promise<void> {
  const { data } = await cluster.readSecret(databaseSecret);
  for (const key of keys) {
    const isThere = async (): Promise<true | undefined> =>
      (await cluster.mountedPassword(key)) === (data[key] ?? '') ? true : undefined;
    if ((await eventually(cluster, isThere)) === true) continue;
    throw new UserError(
      'ROTATION_NOT_MOUNTED',
      `pod postgres-0 does not see the key ${key} of Secret ${databaseSecret} as it is now`,
      'npx nx run platform:helm-deploy, then run this command again: it goes on where it stopped',
    );
  }
}

async function open(cluster: Cluster, { side, to }: Turn): Promise<void> {
  const { data } = await cluster.readSecret(databaseSecret);
  const password = data[passwordKey(side, to)] ?? '';
  await cluster.query(openLogin(side, to, password));
  await cluster.signIn(to, password).catch((error: unknown) => {
    throw new UserError(
      'ROTATION_LOGIN_REFUSED',
      `the database lets nobody in as ${to} (${error instanceof UserError ? error.what : String(error)})`,
      'npx nx run platform:helm-deploy, then run this command again: it goes on where it stopped',
    );
  });
}

async function switchAddresses(cluster: Cluster, turn: Turn): Promise<void> {
  const { data } = await cluster.readSecret(databaseSecret);
  const changed = switchedAddresses(turn, data);
  if (Object.keys(changed).length > 0) await cluster.patchSecret(databaseSecret, { data: changed });
}

async function refuseOldSessions(cluster: Cluster, { from }: Turn): Promise<void> {
  let left = '';
  const isNobody = async (): Promise<true | undefined> => {
    left = await cluster.query(sessionsOf(from));
    return left === '' ? true : undefined;
  };
  if ((await eventually(cluster, isNobody, 60)) === true) return;
  throw new UserError(
    'ROTATION_SESSIONS_REMAIN',
    `login ${from} is still used by ${left.split('\n').join(', ')}; both logins work meanwhile`,
    'end what uses it, then run this command again: it goes on where it stopped',
  );
}

/** First in the Secret and then in the database, whose next start would bring the password back. */
async function close(cluster: Cluster, { side, from }: Turn, log: Log): Promise<void> {
  const key = passwordKey(side, from);
  await cluster.patchSecret(databaseSecret, { data: { [key]: null } });
  await awaitMount(cluster, [key]);
  await cluster.query(closeLogin(from));
  log(`${side.role}: nobody signs in as ${from} any more`);
}

/** The turns that are to be made, without making them: those that a run began, or else all. */
export async function turnsOf(cluster: Cluster, wanted: readonly Side[]): Promise<readonly Turn[]> {
  const secret = await cluster.readSecret(databaseSecret);
  const turns = wanted.map((side) => turnOf(side, secret));
  const begun = turns.filter(({ isBegun }) => isBegun);
  return begun.length > 0 ? begun : turns;
}

/**
 * Gives each role the other of its two logins, without a request that fails: both work until no pod uses the
 * old one. Each step may be repeated, so a run that was ended anywhere is finished by the next one.
 */
export async function rotateLogins(
  cluster: Cluster,
  turns: readonly Turn[],
  log: Log,
): Promise<void> {
  await begin(cluster, turns, log);
  await awaitMount(
    cluster,
    turns.map(({ side, to }) => passwordKey(side, to)),
  );
  for (const turn of turns) {
    await open(cluster, turn);
    await switchAddresses(cluster, turn);
  }
  for (const { side } of turns) {
    for (const deployment of side.deployments) await replaceStalePods(cluster, deployment, log);
  }
  for (const turn of turns) {
    await refuseOldSessions(cluster, turn);
    await close(cluster, turn, log);
  }
  await cluster.patchSecret(databaseSecret, {
    annotations: Object.fromEntries(turns.map(({ side }) => [targetAnnotation(side), null])),
  });
}
