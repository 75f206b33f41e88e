import { withMarkedPart } from '../marked-part.ts';
import { withoutAiOf } from './filled.ts';
import { code, table } from './markdown.ts';
import { sectionsIn, type Player } from './records.ts';
import { AGENTS, type Aiops } from './source.ts';

export const DOCUMENT = 'docs/aiops.md';

/** The document for people, with its tables as the source has them now. */
export function withTables(
  document: string,
  source: Aiops,
  records: ReadonlyMap<Player, string>,
): string {
  const tables = {
    agents: agentsTable(source),
    tools: toolsTable(source),
    recipes: recipesTable(source, records),
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

function recipesTable({ recipes }: Aiops, records: ReadonlyMap<Player, string>): string {
  const played = (name: string): string =>
    [...records]
      .filter(([, record]) => sectionsIn(record).has(name))
      .map(([player]) => player)
      .join(', ') || 'nobody';
  return table(
    ['recipe', 'kind', 'for', 'played by', 'without AI'],
    recipes.map((recipe) => [
      `${code(recipe.name)}: ${recipe.title}`,
      recipe.kind,
      recipe.agents.join(', '),
      played(recipe.name),
      withoutAiOf(recipe),
    ]),
  );
}
