import type { SecretChange, SecretContent } from './sides.ts';

export interface Pod {
  readonly name: string;
  readonly isReady: boolean;
  /** It was asked to end. */
  readonly isEnding: boolean;
  /** Whether its process has what the Secrets say now; undefined where that cannot be asked yet. */
  readonly isCurrent: boolean | undefined;
}

export interface PodsOf {
  readonly wanted: number;
  readonly pods: readonly Pod[];
}

/** What a rotation needs of the cluster. */
export interface Cluster {
  readSecret(name: string): Promise<SecretContent>;
  /** Undefined where there is none. */
  findSecret(name: string): Promise<SecretContent | undefined>;
  patchSecret(name: string, change: SecretChange): Promise<void>;
  /** Runs statements in the database as its superuser. */
  query(statements: string): Promise<string>;
  /** Signs in over the network as the services do; rejects where the database refuses. */
  signIn(login: string, password: string): Promise<void>;
  /** What a start of the database would read now as the password of this key; nothing where there is none. */
  mountedPassword(key: string): Promise<string>;
  podsOf(deployment: string): Promise<PodsOf>;
  /** False when the disruption budget does not allow it now. */
  evict(pod: string): Promise<boolean>;
  /** Waits for a moment before something is asked again. */
  pause(): Promise<void>;
}

/** How often something is asked that needs time; with pauses of two seconds these are six minutes. */
export const attemptsMax = 180;

/** Asks until the answer is there; undefined when it does not come. */
export async function eventually<Answer>(
  cluster: Pick<Cluster, 'pause'>,
  ask: () => Promise<Answer | undefined>,
  attempts = attemptsMax,
): Promise<Answer | undefined> {
  for (let left = attempts; left > 0; left -= 1) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await cluster.pause();
  }
  return undefined;
}
