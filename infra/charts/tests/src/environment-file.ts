import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { chartValues, optionalReleases, releases, services, workspaceRoot } from './workspace.ts';
import type { Release } from './workspace.ts';

const allReleases = [...releases, ...optionalReleases];
const isService = (release: Release) =>
  [...services, ...optionalReleases].some((service) => service === release);

/** What a service says that it reads, its defaults too. */
function documentedSettings(service: string): string[] {
  const text = readFileSync(join(workspaceRoot, 'apps', service, '.env.example'), 'utf8');
  return [...text.matchAll(/^(?:# ?)?([A-Z][A-Z0-9_]*)=/gm)].map(([, name = '']) => name);
}

/** A setting is one that the chart or the service names, so that a mistyped one is not set for nothing. */
function settingsOf(release: Release) {
  const names = [...Object.keys(chartValues(release).env ?? {}), ...documentedSettings(release)];
  const known = z.partialRecord(z.enum(names), z.union([z.string(), z.number(), z.boolean()]));
  return z.looseObject({ env: known.optional() });
}

const valuesOf = (release: Release) =>
  isService(release) ? settingsOf(release) : z.looseObject({});

/** Values of a part of the whole; only the operations server may be a part that is not installed. */
const partShapes = Object.fromEntries(
  allReleases.map((release) => [release, valuesOf(release).optional()]),
);

/** What an environment has to have, it cannot leave out: each of these needs another. */
const releaseShapes = Object.fromEntries(
  allReleases.map((release) => [
    release,
    (optionalReleases.some((optional) => optional === release)
      ? valuesOf(release).or(z.literal(false))
      : valuesOf(release)
    ).optional(),
  ]),
);

/** Values of the whole's own, beside those of its parts. */
const wholeShapes = { entrances: z.looseObject({}).optional() };

const chartSchema = z
  .object({
    definitions: z.record(z.string(), z.unknown()),
    properties: z.object({
      global: z.looseObject({ properties: z.record(z.string(), z.looseObject({})) }),
    }),
  })
  .parse(
    JSON.parse(
      readFileSync(join(workspaceRoot, 'infra/charts/taskora/values.schema.json'), 'utf8'),
    ),
  );

/** The shared values that some chart reads and no others; these a file says itself, whatever the charts say. */
const { global } = chartSchema.properties;
const required = { urls: ['web', 'chatbot'], database: ['mode'] };
const sharedValues = z.fromJSONSchema({
  $schema: 'http://json-schema.org/draft-07/schema#',
  definitions: chartSchema.definitions,
  ...global,
  properties: {
    ...global.properties,
    urls: { ...global.properties['urls'], required: required.urls },
    database: { ...global.properties['database'], required: required.database },
  },
  required: Object.keys(required),
  additionalProperties: false,
} as z.core.JSONSchema.JSONSchema);

const uid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * What an environment file may hold. A chart must take shared values that it does not read, so a
 * mistyped key of `global` is found here; the rest of a release's values is for its chart's schema.
 */
export const environmentFileSchema = z.strictObject({
  nxHelm: z.strictObject({
    kubeVersion: z.string().regex(/^\d+\.\d+\.\d+$/),
    apiVersions: z.array(z.string()).optional(),
    contexts: z.array(z.string()).optional(),
    namespace: z.string().optional(),
    cluster: z.string().regex(uid).optional(),
    registry: z.string().optional(),
    insecureRegistry: z.boolean().optional(),
    protection: z.array(z.enum(['confirm', 'clean-tree', 'no-heal'])).optional(),
    ignoredManagers: z.array(z.string()).optional(),
    preview: z
      .strictObject({
        hours: z.number().optional(),
        addresses: z.partialRecord(
          z.enum(services),
          z.strictObject({ url: z.string(), value: z.string() }),
        ),
        values: z.strictObject({ global: z.looseObject({}) }),
        releases: z.strictObject(releaseShapes),
        ingress: z.looseObject({}).optional(),
        quota: z.record(z.string(), z.string()).optional(),
        clusterDomain: z.string().optional(),
      })
      .optional(),
    releases: z
      .strictObject({
        ...releaseShapes,
        taskora: z.strictObject({ ...partShapes, ...wholeShapes }).optional(),
      })
      .optional(),
  }),
  global: sharedValues,
});
