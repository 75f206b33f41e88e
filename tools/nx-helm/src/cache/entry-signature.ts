import type { KeyObject } from 'node:crypto';
import { createHash, sign, verify } from 'node:crypto';

/**
 * An entry is a compressed tar. Its signature is the comment of a second, empty member of the gzip file
 * (RFC 1952): a client that knows nothing of signatures unpacks the same files.
 */
const memberStart = Buffer.from([0x1f, 0x8b, 8, 0x10, 0, 0, 0, 0, 0, 0xff]);
const commentStart = 'nx-helm ed25519 ';
const emptyContent = Buffer.from([0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
const signatureCharacters = 88;
const memberBytes =
  memberStart.length + commentStart.length + signatureCharacters + emptyContent.length;

/** With the hash, so that an entry is none for another task; by a digest, since entries are large. */
function statement(hash: string, entry: Buffer): Buffer {
  const digest = createHash('sha256').update(entry).digest('hex');
  return Buffer.from(`nx-helm cache entry 1\n${hash}\n${digest}\n`);
}

export function signEntry(hash: string, entry: Buffer, key: KeyObject): Buffer {
  const signature = sign(null, statement(hash, entry), key).toString('base64');
  return Buffer.concat([entry, memberWith(signature)]);
}

function memberWith(signature: string): Buffer {
  return Buffer.concat([
    memberStart,
    Buffer.from(`${commentStart}${signature}`, 'latin1'),
    emptyContent,
  ]);
}

export type CheckedEntry =
  | { readonly is: 'signed'; readonly entry: Buffer }
  | { readonly is: 'unsigned' }
  /** By another key, for another task, or for other bytes. */
  | { readonly is: 'wrongly signed' };

export function checkEntry(hash: string, stored: Buffer, key: KeyObject): CheckedEntry {
  const end = Math.max(stored.length - memberBytes, 0);
  const member = stored.subarray(end);
  const from = memberStart.length + commentStart.length;
  const text = member.toString('latin1', from, from + signatureCharacters);
  const signature = Buffer.from(text, 'base64');
  // Base64 has several texts for the same bytes, of which one is ours.
  if (!member.equals(memberWith(signature.toString('base64')))) return { is: 'unsigned' };
  const entry = stored.subarray(0, end);
  const isRight = verify(null, statement(hash, entry), key, signature);
  return isRight ? { is: 'signed', entry } : { is: 'wrongly signed' };
}
