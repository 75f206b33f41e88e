import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { DOCUMENT, withTables } from './document.ts';
import { hostFiles } from './host-files.ts';
import { KAGENT, kagentFile } from './kagent.ts';
import { PROMPTS, promptsFile } from './mcp-prompts.ts';
import { promptDocuments } from './prompt-documents.ts';
import { readRecords } from './records.ts';
import { skillFiles } from './skills.ts';
import { readAiops } from './source.ts';

/** What is made of `infra/aiops`, by path from the root of the workspace. */
export async function aiopsFiles(root: string): Promise<ReadonlyMap<string, string>> {
  const source = readAiops(root);
  const document = withTables(
    readFileSync(join(root, DOCUMENT), 'utf8'),
    source,
    readRecords(root),
  );
  const texts = [
    ...promptDocuments(source),
    ...skillFiles(root, source),
    ...hostFiles(source),
    [KAGENT, kagentFile(source)] as const,
    [PROMPTS, promptsFile(source)] as const,
    [DOCUMENT, document] as const,
  ];
  const formatted = texts.map(async ([file, text]) => {
    const filepath = join(root, file);
    return [file, await format(text, { ...(await resolveConfig(filepath)), filepath })] as const;
  });
  return new Map(await Promise.all(formatted));
}
