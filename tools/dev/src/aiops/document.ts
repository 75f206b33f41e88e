import { withMarkedPart } from '../marked-part.ts';
import { asPlaceholders } from './filled.ts';
import { code, table } from './markdown.ts';
import { AGENTS, type Aiops } from './source.ts';

export const DOCUMENT = 'docs/aiops.md';

/** The document for people, with its tables as the source has them now. */
export function withTables(document: string, source: Aiops): string {
  const tables = {
    agents: agentsTable(source),
    tools: toolsTable(source),
    recipes: recipesTable(source),
  };
  return Object.entries(tables).reduce(
    (text, [name, content]) =>
      withMarkedPart(
        text,
        { file: DOCUMENT, marks: [`<!-- ${name}:begin -->`, `<!-- ${name}:end -->`] },
        `\n\n${content}\n\n`,
      ),
    document,
  );
}

const agentsTable = ({ agents }: Aiops): string =>
  table(
    ['program', 'tried with', 'before it changes something'],
    AGENTS.map((name) => agents[name]).map(({ title, version, writes }) => [
      title,
      version,
      `It ${writes}`,
    ]),
  );

const toolsTable = ({ tools }: Aiops): string =>
  table(
    ['tool', 'gives', 'needs'],
    Object.entries(tools).map(([name, { gives, scope }]) => [
      code(name),
      gives,
      scope === 'cluster' ? 'the cluster' : 'the cluster and this workspace',
    ]),
  );

const recipesTable = ({ recipes }: Aiops): string =>
  table(
    ['recipe', 'kind', 'for', 'without AI'],
    recipes.map(({ name, title, kind, agents, withoutAi }) => [
      `${code(name)}: ${title}`,
      kind,
      agents.join(', '),
      withoutAi.run.map((each) => code(asPlaceholders(each))).join(', '),
    ]),
  );
