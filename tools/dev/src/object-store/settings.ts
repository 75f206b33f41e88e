import { UserError } from '@taskora/base/errors';
import { z } from 'zod';

const settingsSchema = z.object({
  accessKeyId: z.string({ error: 'AWS_ACCESS_KEY_ID is not set' }).min(1),
  secretAccessKey: z.string({ error: 'AWS_SECRET_ACCESS_KEY is not set' }).min(1),
  sessionToken: z.string().optional(),
  region: z.string().default('us-east-1'),
  endpoint: z
    .url({ protocol: /^https?$/, error: 'AWS_ENDPOINT_URL_S3 is no http or https address' })
    .optional(),
});

export type StoreSettings = z.infer<typeof settingsSchema>;

/** What the environment says of the store; values are left out of errors, for they are secrets. */
export function parseStoreSettings(
  environment: Readonly<Record<string, string | undefined>>,
): StoreSettings {
  const given = Object.entries(environment).filter(
    ([, value]) => value !== undefined && value !== '',
  );
  const parsed = settingsSchema.safeParse(Object.fromEntries(given));
  if (parsed.success) return parsed.data;
  const what = parsed.error.issues.map(({ message }) => message).join('; ');
  throw new UserError(
    'S3_SETTINGS',
    what,
    'set it as for every other client of S3, then run this again',
  );
}

export interface ObjectPlace {
  readonly bucket: string;
  readonly key: string;
}

const place = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])\/(.*)$/;

/** `s3://BUCKET/KEY`; a key that is empty or ends in a slash is a folder for what has the name. */
export function parsePlace(address: string, name?: string): ObjectPlace {
  const [, bucket, path] = place.exec(address) ?? [];
  if (bucket !== undefined && path !== undefined) {
    const isFolder = path === '' || path.endsWith('/');
    const key = isFolder && name !== undefined ? `${path}${name}` : path;
    if (key !== '' && !key.endsWith('/')) return { bucket, key };
  }
  throw new UserError(
    'S3_ADDRESS',
    `${address} does not name an object`,
    'npx nx run platform:restore --s3=s3://BUCKET/FOLDER/NAME.dump',
  );
}
