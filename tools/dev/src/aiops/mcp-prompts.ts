import type { Aiops } from './source.ts';

export const PROMPTS = 'apps/ops/src/mcp/prompts.json';

/** The recipes as the operations server reads them: its placeholders have two braces. */
export function promptsFile({ recipes }: Aiops): string {
  const prompts = recipes.map(({ name, title, expect, arguments: given, prompt }) => ({
    name,
    title,
    description: expect.replaceAll(/\{([a-z-]+)\}/g, 'the $1'),
    text: prompt.replaceAll(/\{([a-z-]+)\}/g, '{{$1}}'),
    arguments: Object.entries(given).map(([argument, { description, choices }]) => ({
      name: argument,
      description:
        choices === undefined ? description : `${description}: one of ${choices.join(', ')}`,
      required: true,
    })),
  }));
  return JSON.stringify(prompts, null, 2);
}
