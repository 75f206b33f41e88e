import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { StoreSettings } from '../object-store/settings.ts';

const sha256 = (data: Buffer | string): string => createHash('sha256').update(data).digest('hex');
const hmac = (key: Buffer | string, text: string): Buffer =>
  createHmac('sha256', key).update(text).digest();

const authorization =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/;

/** Version 4 of the signature, as the protocol defines it, over what arrived. */
function isSigned(request: IncomingMessage, secretKey: string): boolean {
  const given = authorization.exec(request.headers.authorization ?? '');
  if (given === null) return false;
  const [, , day = '', region = '', names = '', signature] = given;
  const url = new URL(request.url ?? '', 'http://none');
  const headerOf = (name: string): string => String(request.headers[name] ?? '').trim();
  const canonical = [
    request.method,
    url.pathname,
    url.searchParams.toString(),
    ...names.split(';').map((name) => `${name}:${headerOf(name)}`),
    '',
    names,
    headerOf('x-amz-content-sha256'),
  ].join('\n');
  const scope = `${day}/${region}/s3/aws4_request`;
  const text = ['AWS4-HMAC-SHA256', headerOf('x-amz-date'), scope, sha256(canonical)].join('\n');
  const key = [region, 's3', 'aws4_request'].reduce<Buffer>(hmac, hmac(`AWS4${secretKey}`, day));
  const needed = ['host', 'x-amz-date', 'x-amz-content-sha256'];
  const covers = needed.every((name) => names.split(';').includes(name));
  return covers && hmac(key, text).toString('hex') === signature;
}

export interface ObjectServer {
  readonly settings: StoreSettings;
  /** By bucket and key; tests may change them. */
  readonly objects: Map<string, Buffer>;
  /** Makes the next answers to GET break off after so many bytes. */
  cutAfter: number | undefined;
  stop(): Promise<void>;
}

function refuse(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { 'content-type': 'application/xml' });
  response.end(
    `<?xml version="1.0"?><Error><Code>${code}</Code><Message>refused</Message></Error>`,
  );
}

/** A small server that speaks the part of S3 that is used here, and checks each signature and checksum. */
export async function startObjectServer(): Promise<ObjectServer> {
  const objects = new Map<string, Buffer>();
  const secretAccessKey = 'a key for tests';
  const state = { cutAfter: undefined as number | undefined };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(request);
    if (!isSigned(request, secretAccessKey)) return refuse(response, 403, 'SignatureDoesNotMatch');
    const name = decodeURIComponent((request.url ?? '').slice(1));
    const found = objects.get(name);
    if (request.method === 'PUT') {
      if (request.headers['content-length'] === undefined)
        return refuse(response, 411, 'MissingContentLength');
      if (sha256(body) !== request.headers['x-amz-content-sha256'])
        return refuse(response, 400, 'XAmzContentSHA256Mismatch');
      if (found !== undefined && request.headers['if-none-match'] === '*')
        return refuse(response, 412, 'PreconditionFailed');
      objects.set(name, body);
      response.end();
    } else if (found === undefined) refuse(response, 404, 'NoSuchKey');
    else {
      response.writeHead(200, { 'content-length': found.length });
      if (request.method === 'HEAD') response.end();
      else if (state.cutAfter === undefined || name.endsWith('.sha256')) response.end(found);
      else response.write(found.subarray(0, state.cutAfter), () => response.destroy());
    }
  }

  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return Object.assign(state, {
    objects,
    settings: {
      accessKeyId: 'tests',
      secretAccessKey,
      region: 'eu-test-1',
      endpoint: `http://127.0.0.1:${port}`,
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}
