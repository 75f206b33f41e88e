import { UserError } from '@taskora/base/errors';
import type { ImageDescription } from './image-description.ts';

/** A schema of a database that the programs of an image work with, as the image declares it. */
export interface ImageSchema {
  readonly name: string;
  /** What its migration makes of the schema. */
  readonly version: number;
  /** The oldest version whose programs run on this one: a migration that breaks others raises it. */
  readonly oldest: number;
}

const labels = {
  name: 'nx-helm.schema.name',
  version: 'nx-helm.schema.version',
  oldest: 'nx-helm.schema.oldest',
} as const;

/** Both become part of a label of the release. */
const versionMost = 999_999_999;
const namePattern = /^[a-z0-9](?:[a-z0-9-]{0,18}[a-z0-9])?$/;

/** From the image's labels; undefined for an image that declares none. */
export function schemaOf({ config, project }: ImageDescription): ImageSchema | undefined {
  const given = config.labels ?? {};
  const found = Object.values(labels).filter((label) => given[label] !== undefined);
  if (found.length === 0) return undefined;
  const name = given[labels.name] ?? '';
  const [version, oldest] = [labels.version, labels.oldest].map((label) =>
    /^\d+$/.test(given[label] ?? '') ? Number(given[label]) : Number.NaN,
  );
  const schema = { name, version: version ?? Number.NaN, oldest: oldest ?? Number.NaN };
  if (isSchema(schema)) return schema;
  throw new UserError(
    'NXHELM_SCHEMA_LABELS',
    `its image declares a schema by ${found.join(', ')}; it takes all of ${Object.values(labels).join(', ')}, a name of up to 20 small letters, digits and hyphens, and two whole numbers up to ${versionMost} (at most 9 digits), of which the last is not the greater one`,
    `correct LABEL in the Dockerfile, then npx nx run ${project}:container`,
    { project },
  );
}

/** Of something that was read from anywhere. */
export function isSchema(value: unknown): value is ImageSchema {
  if (typeof value !== 'object' || value === null) return false;
  const { name, version, oldest } = value as Partial<Record<keyof ImageSchema, unknown>>;
  return (
    typeof name === 'string' &&
    namePattern.test(name) &&
    isVersion(version) &&
    isVersion(oldest) &&
    oldest <= version
  );
}

const isVersion = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= versionMost;
