import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { workspaceRoot } from '../../environment.ts';
import { withMarkedPart } from '../../marked-part.ts';
import { modelPicture } from './picture.ts';
import { referencesIn } from './references.ts';
import type { Model } from './renders.ts';
import { labelSentence, objectTable, secretTable, selectorTable } from './tables.ts';

export const DOCUMENT = 'docs/data-model.md';

const marks = ['<!-- data-model:begin -->', '<!-- data-model:end -->'] as const;

/** The document with its generated part as the charts render now. */
export async function withModel(document: string, model: Model): Promise<string> {
  const all = [...model.releases.values()].flat().map(({ object }) => object);
  const references = referencesIn(all);
  const sections = [...model.releases].map(([release, objects]) => {
    const own = objects.map(({ object }) => object);
    return [
      `### Release ${release}`,
      labelSentence(own),
      objectTable(objects, references),
      selectorTable(own),
    ].join('\n\n');
  });
  const { own, all: whole } = model.whole;
  const text = [
    '## Picture',
    modelPicture(model),
    '## Separate releases',
    ...sections,
    '## The whole in one release',
    'The objects of the releases above (those of `ops` with `ops.enabled`), and these:',
    objectTable(own, referencesIn(whole)),
    '## Secrets',
    secretTable(model),
  ].join('\n\n');
  const filepath = join(workspaceRoot, DOCUMENT);
  const part = `\n\n${text}\n\n`;
  const written = withMarkedPart(document, { file: DOCUMENT, marks }, part);
  return format(written, { ...(await resolveConfig(filepath)), filepath });
}
