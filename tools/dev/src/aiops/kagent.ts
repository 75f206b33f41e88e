import { stringify } from 'yaml';
import { examplesOf, filled, oneLine } from './filled.ts';
import { SOURCE, type Aiops } from './source.ts';

export const KAGENT = 'infra/charts/platform/files/kagent.yaml';

/** What the chart makes kagent's objects of: the prompt of the agent, its tools and its skills. */
export function kagentFile({ server, tools, agents, system, recipes }: Aiops): string {
  const inCluster = Object.entries(tools)
    .filter(([, { scope }]) => agents.kagent.serves.includes(scope))
    .map(([tool]) => tool);
  const skills = recipes
    .filter(({ agents }) => agents.includes('kagent'))
    .map((recipe) => ({
      id: recipe.name,
      name: recipe.title,
      description: oneLine(filled(recipe.expect, examplesOf(recipe))),
      tags: [recipe.kind],
      examples: [oneLine(filled(recipe.prompt, examplesOf(recipe)))],
    }));
  const value = { description: server.description, tools: inCluster, systemPrompt: system, skills };
  return `# Made from ${SOURCE} by npx nx run dev:aiops.\n${stringify(value, { lineWidth: 0 })}`;
}
