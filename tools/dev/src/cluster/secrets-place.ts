import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { kubeContext, namespace as usualNamespace } from './kubectl.ts';

interface SecretsPlace {
  readonly context: string;
  readonly namespace: string;
  /** A preview's Secrets are made wherever it is; those of an environment elsewhere are its people's. */
  readonly isPreview: boolean;
  /** False in the preview of a fork. */
  readonly areMade: boolean;
}

const usual: SecretsPlace = {
  context: kubeContext,
  namespace: usualNamespace,
  isPreview: false,
  areMade: true,
};

/**
 * Where the Secrets of an environment belong: a preview's are its own, and those of the environment beside it
 * are not read. Several environments of one run are deployed by runs of their own.
 */
export async function readSecretsPlace(
  folder: string,
  name: string | undefined,
): Promise<SecretsPlace> {
  const file = join(folder, `${name ?? ''}.yaml`);
  if (name === undefined || !existsSync(file)) return usual;
  // Most runs name no environment, and a deploy that has nothing to do is short.
  const [{ parseDocument }, { z }] = await Promise.all([import('yaml'), import('zod')]);
  const schema = z.object({
    nxHelm: z.object({
      contexts: z.unknown().optional(),
      namespace: z.string().default(usualNamespace),
      previewOf: z.object({ secrets: z.boolean() }).optional(),
    }),
  });
  const read = schema.safeParse(parseDocument(readFileSync(file, 'utf8')).toJS());
  // An unreadable file decides nothing: whoever deploys refuses it.
  if (!read.success) return usual;
  const { contexts, namespace, previewOf } = read.data.nxHelm;
  if (previewOf === undefined) return { ...usual, namespace };
  const [context] = z.tuple([z.string()]).parse(contexts);
  return { context, namespace, isPreview: true, areMade: previewOf.secrets };
}
