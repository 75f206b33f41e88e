import { randomBytes } from 'node:crypto';
import type { Cluster } from './cluster.ts';

const frontEnds = ['web', 'chatbot'] as const;

/**
 * A secret that only processes hold: replaced pods have the new one. A value of an unfinished run is
 * kept, so that a second run replaces what is left and makes no third value.
 */
export interface ProcessSecret {
  readonly title: string;
  readonly secret: string;
  readonly key: string;
  readonly deployments: readonly string[];
  readonly make: () => string;
  /** What follows for people. */
  readonly consequence: string;
}

export const serverActionsKey: ProcessSecret = {
  title: 'key of the server actions',
  secret: 'taskora-next',
  key: 'server-actions-key',
  deployments: frontEnds,
  make: () => randomBytes(32).toString('base64'),
  consequence: 'pages that were opened before may have to be loaded again',
};

export const betterAuthSecret: ProcessSecret = {
  title: 'secret of Better Auth',
  secret: 'taskora-auth',
  key: 'secret',
  deployments: frontEnds,
  make: () => randomBytes(32).toString('hex'),
  consequence: 'everybody has to sign in again',
};

/** Keys that sign the API's tokens are encrypted with Better Auth's secret; nobody can read them without it. */
export const dropSigningKeys = 'delete from auth.jwks;';

const begunAnnotation = 'taskora.example/rotation';

/** Writes a new value unless a run before has; the annotation says until the end that pods are to be replaced. */
export async function beginProcessSecret(
  cluster: Pick<Cluster, 'readSecret' | 'patchSecret'>,
  { secret, key, make }: ProcessSecret,
): Promise<boolean> {
  const { annotations } = await cluster.readSecret(secret);
  if (annotations[begunAnnotation] !== undefined) return false;
  await cluster.patchSecret(secret, {
    data: { [key]: make() },
    annotations: { [begunAnnotation]: key },
  });
  return true;
}

export async function endProcessSecret(
  cluster: Pick<Cluster, 'patchSecret'>,
  { secret }: ProcessSecret,
): Promise<void> {
  await cluster.patchSecret(secret, { annotations: { [begunAnnotation]: null } });
}
