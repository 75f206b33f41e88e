import { createHash, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { must } from '../run.ts';
import { again, hosts, tlsSecret } from './place.ts';

export interface Certificate {
  /** Whoever trusts it trusts the certificate. */
  readonly authority: string;
  readonly certificate: string;
  readonly key: string;
}

const ecKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
const names = Object.values(hosts).map((host) => `DNS:${host}`);

/** A certificate for both hosts, by an authority that nobody but this run has. */
export async function makeCertificate(): Promise<Certificate> {
  const folder = mkdtempSync(join(tmpdir(), 'taskora-certificate-'));
  const at = (name: string): string => join(folder, name);
  const make = (name: string, ...args: readonly string[]) =>
    must(
      'openssl',
      [
        ...['req', '-x509', ...ecKey, '-days', '2', '-subj', `/CN=taskora ${name}`],
        ...['-keyout', at(`${name}.key`), '-out', at(`${name}.crt`), ...args],
      ],
      { code: 'CERTIFICATE_FAILED', fix: `install OpenSSL 3, then ${again}` },
    );
  try {
    await make('authority', '-addext', 'keyUsage=critical,keyCertSign');
    await make(
      'server',
      ...['-CA', at('authority.crt'), '-CAkey', at('authority.key')],
      ...['-addext', `subjectAltName=${names.join(',')}`],
      ...['-addext', 'basicConstraints=critical,CA:FALSE'],
    );
    const read = (name: string): string => readFileSync(at(name), 'utf8');
    return {
      authority: read('authority.crt'),
      certificate: read('server.crt'),
      key: read('server.key'),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** As Chromium names the one key that it is to accept without knowing who vouches for it. */
export function keyDigest({ certificate }: Certificate): string {
  const key = new X509Certificate(certificate).publicKey.export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(key).digest('base64');
}

export const certificateObject = (namespace: string, { certificate, key }: Certificate) => ({
  apiVersion: 'v1',
  kind: 'Secret',
  type: 'kubernetes.io/tls',
  metadata: { name: tlsSecret, namespace },
  stringData: { 'tls.crt': certificate, 'tls.key': key },
});
