import { createHash } from 'node:crypto';
import { workloadsOf } from '../../chart/manifest-objects.ts';
import type { RenderedObjects } from '../../chart/manifests.ts';
import { objectsOf } from '../../chart/manifests.ts';
import type { ImageSchema } from '../../image/image-schema.ts';
import type { MigratingImage } from '../../image/migration-digest.ts';
import type { DeployRequest } from '../../release/deploy-request.ts';
import type { Need } from './database.ts';
import { databaseReference, needAnnotations } from './database.ts';
import { badImage } from './helm-objects.ts';

export const release = 'api';

/** A state of the sources of the simulated release. */
export interface Version {
  readonly folder: string;
  readonly manifest: string;
  readonly fingerprint: string;
  readonly objects: RenderedObjects;
  readonly workloads: ReturnType<typeof workloadsOf>;
  /** Its pods never get ready. */
  readonly isBad: boolean;
  readonly schemas: readonly ImageSchema[];
  readonly migrating: readonly MigratingImage[];
  readonly need: Need | undefined;
  /** What a person gives beside it, and when its images are there. */
  readonly given?: Partial<
    Pick<DeployRequest, 'isForced' | 'isSchemaRestored' | 'workloads' | 'delivered'>
  >;
}

/** What a version has to do with the database. */
export type VersionDatabase = Omit<Need, 'oldest'> & Partial<Need>;

const known = new Map<string, Version>();

/**
 * The version of this number; every second one has an object more, a bad one bad pods, and one with a
 * database a hook that migrates it.
 */
export function versionOf(number: number, isBad = false, given?: VersionDatabase): Version {
  const database = given && { oldest: 1, ...given };
  const folder = `chart-${number}${isBad ? '-bad' : ''}${database ? folderEnd(database) : ''}`;
  const present = known.get(folder);
  if (present !== undefined) return present;
  const image = isBad ? badImage : `docker.io/acme/api:${number}`;
  const labels = { app: 'api' };
  const annotated = database && { annotations: needAnnotations(database) };
  const objects = [
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'settings' },
      data: { version: folder },
    },
    ...(number % 2 === 0
      ? [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'more' }, data: { a: 'b' } }]
      : []),
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'api' },
      spec: {
        replicas: 2,
        selector: { matchLabels: labels },
        template: {
          metadata: { labels, ...annotated },
          spec: { containers: [{ name: 'main', image }] },
        },
      },
    },
  ];
  const all = database === undefined ? objects : [...objects, hookOf(image)];
  const manifest = all.map((object) => `---\n${JSON.stringify(object)}\n`).join('');
  const parsed = objectsOf(manifest);
  const version = {
    folder,
    manifest,
    isBad,
    need: database,
    schemas: database === undefined ? [] : [schemaOf(database)],
    migrating: database === undefined ? [] : [migratingImage(image, database)],
    fingerprint: createHash('sha256').update(manifest).digest('hex').slice(0, 40),
    objects: { install: parsed, upgrade: parsed },
    workloads: workloadsOf(manifest),
  };
  known.set(folder, version);
  return version;
}

const folderEnd = ({ schema, oldest, isTrusting }: Need): string =>
  `-schema-${schema}.${oldest}${isTrusting ? '-trusting' : ''}`;

const schemaOf = ({ schema, oldest }: Need): ImageSchema => ({
  name: 'app',
  version: schema,
  oldest,
});

const migratingImage = (image: string, { schema }: Need): MigratingImage => ({
  project: 'api',
  references: [image],
  digest: `migrates to ${schema}`,
});

/** Its content is the same for all versions but for the image, as of a hook that runs a program. */
const hookOf = (image: string) => ({
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: {
    name: 'migrate',
    annotations: {
      'helm.sh/hook': 'pre-install,pre-upgrade',
      'nx-helm/database': databaseReference,
    },
  },
  spec: { template: { spec: { containers: [{ name: 'migrate', image }] } } },
});

export function manifestOf(folder: string): string {
  const version = known.get(folder);
  if (version === undefined) throw new Error(`no chart in ${folder}`);
  return version.manifest;
}
