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

/** From the image's labels; undefined for an image that declares none. */
export function schemaOf({ config, project }: ImageDescription): ImageSchema | undefined {
  const given = config.labels ?? {};
  const found = Object.values(labels).filter((label) => given[label] !== undefined);
  if (found.length === 0) return undefined;
  const name = given[labels.name] ?? '';
  const [version, oldest] = [labels.version, labels.oldest].map((label) =>
    /^\d{1,9}$/.test(given[label] ?? '') ? Number(given[label]) : Number.NaN,
  );
  if (name !== '' && version !== undefined && oldest !== undefined && oldest <= version) {
    return { name, version, oldest };
  }
  throw new UserError(
    'NXHELM_SCHEMA_LABELS',
    `its image declares a schema by ${found.join(', ')}; it takes all of ${Object.values(labels).join(', ')}, two whole numbers of which the last is not the greater one`,
    `correct LABEL in the Dockerfile, then npx nx run ${project}:container`,
    { project },
  );
}
