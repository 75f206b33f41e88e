import type { KeyObject } from 'node:crypto';
import { createPrivateKey, createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { messageOf } from '@taskora/base/errors';

/**
 * Reads a PEM text, or the file that a path names. A failure never shows the value: it may be the key itself.
 */
export function readEd25519Key(value: string, part: 'private' | 'public'): KeyObject {
  const parse = part === 'private' ? createPrivateKey : createPublicKey;
  try {
    const key = parse(value.includes('-----BEGIN') ? value : readFileSync(value, 'utf8'));
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch (error) {
    throw new Error(reasonOf(error), { cause: error });
  }
  throw new Error('it is of another kind');
}

/** Node's message names a missing file, and so the value. */
function reasonOf(error: unknown): string {
  const code: unknown =
    typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : messageOf(error);
}
