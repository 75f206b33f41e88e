import type { KeyObject } from 'node:crypto';
import { createPublicKey } from 'node:crypto';
import { messageOf, UserError } from '@taskora/base/errors';
import { readEd25519Key } from '../base/ed25519-key.ts';
import { cacheKeyVariables } from '../base/settings.ts';

/** Whoever has no key to sign with can use entries of others, and store none. */
export interface CacheKeys {
  readonly verify: KeyObject;
  readonly sign?: KeyObject;
}

interface NamedKeys {
  readonly signingKey?: string | undefined;
  readonly verifyingKey?: string | undefined;
}

/** Undefined where neither is set: then entries are taken as Nx takes them. */
export function readCacheKeys({ signingKey, verifyingKey }: NamedKeys): CacheKeys | undefined {
  const sign = read(cacheKeyVariables.sign, signingKey, 'private');
  const verify = read(cacheKeyVariables.verify, verifyingKey, 'public');
  if (sign === undefined) return verify === undefined ? undefined : { verify };
  return { sign, verify: verify ?? createPublicKey(sign) };
}

function read(
  variable: string,
  value: string | undefined,
  part: 'private' | 'public',
): KeyObject | undefined {
  if (value === undefined) return undefined;
  try {
    return readEd25519Key(value, part);
  } catch (error) {
    // Without the cause, whose message may show the value.
    throw new UserError(
      'NXHELM_CACHE_KEY',
      `${variable} is neither a PEM text of an ed25519 key nor a path of one: ${messageOf(error)}`,
      'openssl genpkey -algorithm ed25519 -out cache.pem, then openssl pkey -in cache.pem -pubout -out cache.pub.pem',
    );
  }
}
