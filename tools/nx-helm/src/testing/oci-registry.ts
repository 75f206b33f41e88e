import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

export interface OciRegistry {
  readonly host: string;
  /** As a person pushes by hand: gives the digest. */
  putManifest(repository: string, tag: string, manifest: object): string;
  stop(): Promise<void>;
}

interface Stored {
  readonly type: string;
  readonly bytes: Buffer;
}

const digestOf = (bytes: Buffer): string =>
  `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

/** What of the distribution specification is needed to push and to attach; older ones know no referrers. */
export async function startOciRegistry({ hasReferrers }: { readonly hasReferrers: boolean }) {
  const blobs = new Map<string, Buffer>();
  const manifests = new Map<string, Stored>();
  const store = (repository: string, name: string, stored: Stored): string => {
    const digest = digestOf(stored.bytes);
    manifests.set(`${repository}@${digest}`, stored);
    manifests.set(`${repository}@${name}`, stored);
    return digest;
  };
  const referrersOf = (repository: string, subject: string) =>
    [...manifests]
      .filter(([key]) => key.startsWith(`${repository}@sha256:`))
      .flatMap(([, { type, bytes }]) => {
        const manifest = JSON.parse(bytes.toString()) as {
          readonly subject?: { readonly digest: string };
          readonly artifactType?: string;
        };
        if (manifest.subject?.digest !== subject) return [];
        const { artifactType } = manifest;
        return [{ mediaType: type, digest: digestOf(bytes), size: bytes.length, artifactType }];
      });
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await buffer(request);
    const url = new URL(request.url ?? '/', 'http://registry');
    const [, repository = '', kind = '', name = ''] =
      /^\/v2\/(.+)\/(blobs|manifests|referrers)\/(.*)$/.exec(url.pathname) ?? [];
    const type = request.headers['content-type'] ?? '';
    const send = (status: number, headers: Record<string, string> = {}, content?: Buffer): void =>
      void response.writeHead(status, headers).end(content);
    if (kind === 'blobs' && request.method === 'POST') {
      return send(202, { location: `/v2/${repository}/blobs/uploads/${randomUUID()}?state=1` });
    }
    if (kind === 'blobs' && request.method === 'PUT') {
      const digest = url.searchParams.get('digest') ?? '';
      if (digest !== digestOf(body)) return send(400);
      blobs.set(digest, body);
      return send(201);
    }
    if (kind === 'blobs') {
      const blob = blobs.get(name);
      return blob === undefined ? send(404) : send(200, {}, blob);
    }
    if (kind === 'manifests' && request.method === 'PUT') {
      const { subject } = JSON.parse(body.toString()) as { subject?: { digest: string } };
      store(repository, name, { type, bytes: body });
      const isKnown = hasReferrers && subject !== undefined;
      return send(201, isKnown ? { 'oci-subject': subject.digest } : {});
    }
    if (kind === 'manifests') {
      const stored = manifests.get(`${repository}@${name}`);
      if (stored === undefined) return send(404);
      const headers = {
        'content-type': stored.type,
        'docker-content-digest': digestOf(stored.bytes),
      };
      return send(200, headers, stored.bytes);
    }
    if (kind === 'referrers' && hasReferrers) {
      const index = { schemaVersion: 2, manifests: referrersOf(repository, name) };
      return send(200, { 'content-type': 'application/json' }, Buffer.from(JSON.stringify(index)));
    }
    return send(404);
  };
  const server = createServer((request, response) => void handle(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const registry: OciRegistry = {
    host: `127.0.0.1:${port}`,
    putManifest: (repository, tag, manifest) =>
      store(repository, tag, {
        type: 'application/vnd.oci.image.manifest.v1+json',
        bytes: Buffer.from(JSON.stringify(manifest)),
      }),
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
  return registry;
}
