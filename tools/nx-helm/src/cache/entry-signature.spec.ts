import { generateKeyPairSync } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { checkEntry, signEntry } from './entry-signature.ts';

const own = generateKeyPairSync('ed25519');
const other = generateKeyPairSync('ed25519');
const content = Buffer.from('files of a task'.repeat(50));
const entry = gzipSync(content);
const signed = signEntry('1234', entry, own.privateKey);

function changed(bytes: Buffer, index: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[index] = (copy[index] ?? 0) ^ 1;
  return copy;
}

describe('a signed entry of the remote cache', () => {
  it('is again what was signed, and unpacks to the same for who knows of no signatures', () => {
    expect(checkEntry('1234', signed, own.publicKey)).toEqual({ is: 'signed', entry });
    expect(gunzipSync(signed)).toEqual(content);
  });

  it.each([
    ['by another key', '1234', signEntry('1234', entry, other.privateKey)],
    ['for another task', '1235', signed],
    ['for other bytes', '1234', changed(signed, 20)],
    ['for no bytes', '1234', signed.subarray(entry.length)],
  ])('is wrongly signed %s', (_how, hash, bytes) => {
    expect(checkEntry(hash, bytes, own.publicKey)).toEqual({ is: 'wrongly signed' });
  });

  it.each([
    ['what no signature stands behind', entry],
    ['what something stands behind', Buffer.concat([signed, Buffer.from([0])])],
    ['what lost its end', signed.subarray(0, -1)],
    ['nothing', Buffer.alloc(0)],
  ])('is not %s', (_what, bytes) => {
    expect(checkEntry('1234', bytes, own.publicKey)).toEqual({ is: 'unsigned' });
  });

  it('is refused with any one of its bits changed', () => {
    const taken = [...signed.keys()].filter(
      (index) => checkEntry('1234', changed(signed, index), own.publicKey).is === 'signed',
    );
    expect(taken).toEqual([]);
  });
});
