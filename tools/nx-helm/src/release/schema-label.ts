import { UserError } from '@taskora/base/errors';
import type { ReleaseRevision } from '../cluster/cluster-state.ts';
import type { ImageSchema } from '../image/image-schema.ts';
import { isSchema } from '../image/image-schema.ts';
import { isOwn } from './standing.ts';

/**
 * The label of a revision that says for which schemas its programs are made. Helm writes it with the
 * revision itself, before its first hook, so a revision of a killed run has it, too.
 */
export const schemasLabel = 'schemas';
const longestLabel = 63;
const none = 'none';
const unknown = 'unknown';

/** Undefined stands for images that could not be asked. */
export function schemasText(release: string, schemas: readonly ImageSchema[] | undefined): string {
  if (schemas === undefined) return unknown;
  const text = schemas.map(({ name, version, oldest }) => `${name}.${version}.${oldest}`).join('_');
  if (text.length <= longestLabel) return text === '' ? none : text;
  throw new UserError(
    'NXHELM_SCHEMA_LABELS',
    `the schemas that its images declare are too many for one label of ${longestLabel} characters: ${text}`,
    'shorten nx-helm.schema.name in the Dockerfiles',
    { project: release },
  );
}

/**
 * For which schemas the programs of a revision are made; undefined where nothing is recorded. Helm copies
 * labels to what another program makes, so they count only on the revision for which they were written.
 */
export function programsOf(revision: ReleaseRevision): readonly ImageSchema[] | undefined {
  const text = isOwn(revision) ? revision.labels[schemasLabel] : undefined;
  if (text === undefined) return undefined;
  if (text === none) return [];
  const schemas = text.split('_').map(parseSchema);
  return schemas.every(isSchema) ? schemas : undefined;
}

function parseSchema(text: string): unknown {
  const [, name, version, oldest] = /^([a-z0-9-]+)\.(\d+)\.(\d+)$/.exec(text) ?? [];
  return { name, version: Number(version), oldest: Number(oldest) };
}
