import { X509Certificate } from 'node:crypto';
import { certificateObject, keyDigest, makeCertificate } from './certificate.ts';
import { hosts } from './place.ts';

describe('the certificate of a routing (K4)', () => {
  it('is for both hosts, by an authority that its Secret does not have', async () => {
    const made = await makeCertificate();
    const server = new X509Certificate(made.certificate);
    const authority = new X509Certificate(made.authority);
    for (const host of Object.values(hosts)) expect(server.checkHost(host)).toBe(host);
    expect(server.checkHost('example.org')).toBeUndefined();
    expect(server.verify(authority.publicKey)).toBe(true);
    expect(server.ca).toBe(false);
    expect(keyDigest(made)).toMatch(/^[A-Za-z0-9+/]{43}=$/);
    const { type, stringData } = certificateObject('taskora', made);
    expect(type).toBe('kubernetes.io/tls');
    expect(stringData).toEqual({ 'tls.crt': made.certificate, 'tls.key': made.key });
  });
});
