import { readFileSync } from 'node:fs';
import tls from 'node:tls';
import { messageOf, UserError } from '@taskora/base/errors';

interface TrustSettings {
  readonly server?: string | undefined;
  readonly extraCertificates?: string | undefined;
  readonly certificateFile?: string | undefined;
  readonly certificateFolder?: string | undefined;
}

/** Since Node 22.19 and 24.5; an older one has no answer, and gets none. */
type Trust = Partial<Pick<typeof tls, 'getCACertificates' | 'setDefaultCACertificates'>>;

/**
 * Nx's client of the remote cache is no part of Node: it trusts the system's certificates, or those of
 * SSL_CERT_FILE and SSL_CERT_DIR, and fails with "error sending request" for any other. Gives a line for people
 * where Node was given more certificates than that client knows.
 */
export function certificateWarning(settings: TrustSettings): string | undefined {
  const { server, extraCertificates, certificateFile, certificateFolder } = settings;
  if (server?.startsWith('https:') !== true || extraCertificates === undefined) return undefined;
  if ((certificateFile ?? certificateFolder) !== undefined || isKnownToSystem()) return undefined;
  return `Nx asks the remote cache ${server} without the certificates of NODE_EXTRA_CA_CERTS. If it fails with "error sending request": SSL_CERT_FILE=${extraCertificates} (it replaces the system's certificates for Nx).`;
}

function isKnownToSystem(): boolean {
  const { getCACertificates }: Trust = tls;
  if (getCACertificates === undefined) return false;
  const known = new Set(getCACertificates('system'));
  return getCACertificates('extra').every((certificate) => known.has(certificate));
}

/** The guard asks the server in Nx's place, by Node, which does not read that variable. */
export function trustCertificateFile({ certificateFile }: TrustSettings): void {
  const { getCACertificates, setDefaultCACertificates }: Trust = tls;
  if (certificateFile === undefined) return;
  setDefaultCACertificates?.([...(getCACertificates?.('default') ?? []), read(certificateFile)]);
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UserError(
      'NXHELM_CACHE_CERTIFICATES',
      `the certificates of SSL_CERT_FILE cannot be read: ${messageOf(error)}`,
      'set SSL_CERT_FILE to a file of PEM texts, or leave it out',
      { cause: error },
    );
  }
}
