import type { KeyObject } from 'node:crypto';
import { createHash, createPublicKey, sign, verify } from 'node:crypto';

/** What is said of one image: a statement of in-toto in an envelope of DSSE, signed by ed25519. */
export interface Statement {
  readonly _type: 'https://in-toto.io/Statement/v1';
  readonly subject: readonly {
    readonly name: string;
    readonly digest: { readonly sha256: string };
  }[];
  readonly predicateType: string;
  readonly predicate: unknown;
}

interface Envelope {
  readonly payloadType: string;
  readonly payload: string;
  readonly signatures: readonly { readonly keyid?: string; readonly sig: string }[];
}

export const envelopeMediaType = 'application/vnd.dsse.envelope.v1+json';
export const sbomPredicate = 'https://cyclonedx.org/bom';
const statementType = 'application/vnd.in-toto+json';

interface Attested {
  /** With the registry, without tag and digest. */
  readonly repository: string;
  /** `sha256:` of the manifest. */
  readonly digest: string;
  readonly predicateType: string;
  readonly predicate: unknown;
}

export function attest({ repository, digest, ...rest }: Attested, key: KeyObject): string {
  const statement: Statement = {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: repository, digest: { sha256: digest.replace('sha256:', '') } }],
    ...rest,
  };
  const payload = Buffer.from(JSON.stringify(statement));
  const envelope: Envelope = {
    payloadType: statementType,
    payload: payload.toString('base64'),
    signatures: [
      {
        keyid: keyId(createPublicKey(key)),
        sig: sign(null, signedBytes(statementType, payload), key).toString('base64'),
      },
    ],
  };
  return JSON.stringify(envelope);
}

/** The pre-authentication encoding of DSSE: lengths keep type and payload apart. */
function signedBytes(type: string, payload: Buffer): Buffer {
  return Buffer.concat([
    Buffer.from(`DSSEv1 ${Buffer.byteLength(type)} ${type} ${payload.length} `),
    payload,
  ]);
}

export function keyId(key: KeyObject): string {
  return createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex');
}

export type CheckedStatement =
  | { readonly is: 'attested'; readonly statement: Statement }
  | { readonly is: 'unreadable' | 'by another key' | 'of another image' };

/** The statement is read only after its signature was found right, and has to be of this very image. */
export function checkAttestation(
  text: string,
  { repository, digest }: Pick<Attested, 'repository' | 'digest'>,
  key: KeyObject,
): CheckedStatement {
  const envelope = parse<Partial<Envelope>>(text);
  const { payload, signatures } = envelope ?? {};
  if (typeof payload !== 'string' || !Array.isArray(signatures)) return { is: 'unreadable' };
  if (envelope?.payloadType !== statementType) return { is: 'unreadable' };
  const bytes = Buffer.from(payload, 'base64');
  const signed = signedBytes(statementType, bytes);
  const isSigned = signatures.some(
    ({ sig }: { readonly sig?: unknown }) =>
      typeof sig === 'string' && verify(null, signed, key, Buffer.from(sig, 'base64')),
  );
  if (!isSigned) return { is: 'by another key' };
  const statement = parse<Statement>(bytes.toString('utf8'));
  if (statement === undefined) return { is: 'unreadable' };
  const isOfImage = statement.subject.some(
    (subject) => subject.name === repository && `sha256:${subject.digest.sha256}` === digest,
  );
  return isOfImage ? { is: 'attested', statement } : { is: 'of another image' };
}

function parse<Value>(text: string): Value | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Value) : undefined;
  } catch {
    return undefined;
  }
}
