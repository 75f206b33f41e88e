import { z } from 'zod';
import { chartValues, releases, services } from './workspace.ts';
import type { Release } from './workspace.ts';

const isService = (release: Release) => services.some((service) => service === release);

/** A setting is one that the chart names already, so that a mistyped one is not set for nothing. */
function settingsOf(release: Release) {
  const names = Object.keys(chartValues(release).env ?? {});
  const known = z.partialRecord(z.enum(names), z.union([z.string(), z.number(), z.boolean()]));
  return z.looseObject({ env: known.optional() });
}

const releaseShapes = Object.fromEntries(
  releases.map((release) => [
    release,
    (isService(release) ? settingsOf(release) : z.looseObject({})).optional(),
  ]),
);

/**
 * What an environment file may hold. A chart must take shared values that it does not read, so a
 * mistyped key of `global` is found here; the rest of a release's values is for its chart's schema.
 */
export const environmentFileSchema = z.strictObject({
  nxHelm: z.strictObject({
    kubeVersion: z.string().regex(/^\d+\.\d+\.\d+$/),
    apiVersions: z.array(z.string()).optional(),
    contexts: z.array(z.string()).optional(),
    releases: z
      .strictObject({ ...releaseShapes, taskora: z.strictObject(releaseShapes).optional() })
      .optional(),
  }),
  global: z.strictObject({
    imageRegistry: z.string().optional(),
    urls: z.strictObject({ web: z.url(), chatbot: z.url() }),
    trustedOrigins: z.array(z.url()).optional(),
    signUp: z.enum(['open', 'invitation', 'closed']).optional(),
    database: z.strictObject({ mode: z.enum(['volume', 'memory', 'external']) }),
  }),
});
