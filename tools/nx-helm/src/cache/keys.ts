import type { KeyObject } from 'node:crypto';
import { createPrivateKey, createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { messageOf, UserError } from '@taskora/base/errors';
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
  const sign =
    signingKey === undefined
      ? undefined
      : read(cacheKeyVariables.sign, signingKey, createPrivateKey);
  const verify =
    verifyingKey === undefined
      ? undefined
      : read(cacheKeyVariables.verify, verifyingKey, createPublicKey);
  if (sign === undefined) return verify === undefined ? undefined : { verify };
  return { sign, verify: verify ?? createPublicKey(sign) };
}

function read(variable: string, value: string, parse: (pem: string) => KeyObject): KeyObject {
  try {
    const key = parse(value.includes('-----BEGIN') ? value : readFileSync(value, 'utf8'));
    if (key.asymmetricKeyType === 'ed25519') return key;
    throw new Error(`a key of ${key.asymmetricKeyType ?? 'another kind'} is none of ed25519`);
  } catch (error) {
    // Never the value: it may be the key itself.
    throw new UserError(
      'NXHELM_CACHE_KEY',
      `${variable} is neither a PEM text of an ed25519 key nor a path of one: ${reasonOf(error)}`,
      'openssl genpkey -algorithm ed25519 -out cache.pem, then openssl pkey -in cache.pem -pubout -out cache.pub.pem',
    );
  }
}

/** Node's message names a missing file, and so the variable's value. */
function reasonOf(error: unknown): string {
  const code: unknown =
    typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : messageOf(error);
}
