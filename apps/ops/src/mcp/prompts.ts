import type { Prompt } from './prompt.ts';
import { promptsSchema } from './prompt.ts';
import file from './prompts.json' with { type: 'json' };

/** The prompts that the server offers, from a file that is generated. */
export const prompts: readonly Prompt[] = promptsSchema.parse(file);
