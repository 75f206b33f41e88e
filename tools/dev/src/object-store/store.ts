import { openAsBlob } from 'node:fs';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { AwsClient } from 'aws4fetch';
import { UserError } from '@taskora/base/errors';
import type { ObjectPlace, StoreSettings } from './settings.ts';

/** What one request may carry. */
const objectBytesMax = 5 * 1024 ** 3;

export interface ObjectStore {
  /** Writes an object that is not there yet; the store refuses it unless it is what the checksum was made of. */
  write(place: ObjectPlace, body: Blob | string, sha256: string): Promise<void>;
  /** The bytes of an object, and how many there are. */
  read(place: ObjectPlace): Promise<{ stream: Readable; bytes: number }>;
  readText(place: ObjectPlace): Promise<string>;
}

export const blobOf = (path: string): Promise<Blob> => openAsBlob(path);

const nameOf = ({ bucket, key }: ObjectPlace): string => `s3://${bucket}/${key}`;
const again = 'check the address and the AWS_ variables, then run this command again';

/** What a store says of itself when it refuses. */
async function reasonOf(response: Response): Promise<string> {
  const text = await response.text().catch(() => '');
  const [, code = ''] = /<Code>([^<]+)<\/Code>/.exec(text) ?? [];
  const [, message = ''] = /<Message>([^<]+)<\/Message>/.exec(text) ?? [];
  return [response.status, code, message].filter(Boolean).join(' ');
}

/** A store that speaks the protocol of S3. Buckets are in the path, which every such store understands. */
export function openStore(settings: StoreSettings): ObjectStore {
  const { endpoint, region, accessKeyId, secretAccessKey, sessionToken } = settings;
  const client = new AwsClient({
    accessKeyId,
    secretAccessKey,
    region,
    service: 's3',
    retries: 2,
    ...(sessionToken !== undefined && { sessionToken }),
  });
  const origin = endpoint?.replace(/\/$/, '') ?? `https://s3.${region}.amazonaws.com`;

  async function send(
    place: ObjectPlace,
    method: string,
    more: RequestInit = {},
  ): Promise<Response> {
    const path = place.key.split('/').map(encodeURIComponent).join('/');
    const url = `${origin}/${place.bucket}/${path}`;
    try {
      return await client.fetch(url, { method, ...more });
    } catch (error) {
      // What fetch says by itself is only that it failed.
      const cause = (error as { cause?: unknown }).cause ?? error;
      throw new UserError('S3_UNREACHABLE', `${method} ${nameOf(place)}: ${String(cause)}`, again);
    }
  }

  async function succeed(
    place: ObjectPlace,
    method: string,
    more?: RequestInit,
  ): Promise<Response> {
    const response = await send(place, method, more);
    if (response.ok) return response;
    const reason = await reasonOf(response);
    if (response.status === 404) {
      throw new UserError(
        'BACKUP_MISSING',
        `there is no object ${nameOf(place)} (${reason})`,
        again,
      );
    }
    throw new UserError('S3_REFUSED', `${method} ${nameOf(place)} was answered ${reason}`, again);
  }

  return {
    async write(place, body, sha256) {
      const exists = new UserError(
        'BACKUP_EXISTS',
        `${nameOf(place)} is there already, and a backup never replaces another`,
        'npx nx run platform:backup --s3=s3://BUCKET/ANOTHER.dump',
      );
      if (typeof body !== 'string' && body.size > objectBytesMax) {
        throw new UserError(
          'S3_TOO_LARGE',
          `the backup has ${body.size} bytes, and one object is written with at most ${objectBytesMax}`,
          'npx nx run platform:backup --file=FILE.dump, and copy that',
        );
      }
      // Stores that do not know the condition below answer this.
      if ((await send(place, 'HEAD')).ok) throw exists;
      const headers = { 'x-amz-content-sha256': sha256, 'if-none-match': '*' };
      const response = await send(place, 'PUT', { body, headers });
      if (response.status === 412 || response.status === 409) throw exists;
      if (response.ok) return;
      const reason = await reasonOf(response);
      throw new UserError('S3_REFUSED', `PUT ${nameOf(place)} was answered ${reason}`, again);
    },
    async read(place) {
      const { body, headers } = await succeed(place, 'GET');
      const stream = body === null ? Readable.from([]) : Readable.fromWeb(body as ReadableStream);
      return { stream, bytes: Number(headers.get('content-length')) };
    },
    readText: async (place) => (await succeed(place, 'GET')).text(),
  };
}
