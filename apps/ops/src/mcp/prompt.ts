import { z } from 'zod';

/** A prompt as it is served: its text has `{{name}}` where the client's argument goes. */
const prompt = z.object({
  name: z.string(),
  title: z.string(),
  description: z.string(),
  text: z.string(),
  arguments: z
    .array(
      z.object({ name: z.string(), description: z.string(), required: z.boolean().default(false) }),
    )
    .default([]),
});

export const promptsSchema = z.array(prompt);

export type Prompt = z.infer<typeof prompt>;

/** An argument that was not given leaves its name in angle brackets, for the person to fill in. */
export function filledIn({ text }: Prompt, given: Readonly<Record<string, unknown>>): string {
  return text.replaceAll(/\{\{ ?([\w-]+) ?\}\}/g, (_all, name: string) => {
    const value = given[name];
    return typeof value === 'string' && value !== '' ? value : `<${name}>`;
  });
}
