import { z } from 'zod';

const answererSchema = z.object({ provider: z.string(), model: z.string().nullish() });
const assistantSchema = answererSchema.extend({
  /** The model that failed, where the embedded assistant stepped in. */
  insteadOf: answererSchema.optional(),
});

export type Answerer = z.infer<typeof answererSchema>;

const providerNames: Readonly<Record<string, string>> = { openai: 'OpenAI', cohere: 'Cohere' };

/** Who answers, as people read it. */
export function nameOf({ provider, model }: Answerer): string {
  if (provider === 'embedded' || !model) return 'Embedded assistant';
  const providerName = providerNames[provider];
  return providerName === undefined ? model : `${model} by ${providerName}`;
}

/** Who made an answer, and for whom; null when that cannot be read. */
export function describeAnswerer(data: unknown): string | null {
  const parsed = assistantSchema.safeParse(data);
  if (!parsed.success) return null;
  const { insteadOf } = parsed.data;
  const name = nameOf(parsed.data);
  return insteadOf === undefined ? name : `${name}, in place of ${nameOf(insteadOf)}`;
}
