import { z } from 'zod';

const typedSchema = z.object({ typedAt: z.iso.datetime(), timeZone: z.string() });

/** When and where a message was typed: it decides which day "tomorrow" is, however late it is sent. */
export type TypedMessage = z.infer<typeof typedSchema>;

export function typedNow(): TypedMessage {
  return {
    typedAt: new Date().toISOString(),
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  };
}

/** What a message says of its typing; null for one that was said in another window. */
export function typedOf(metadata: unknown): TypedMessage | null {
  return typedSchema.safeParse(metadata).data ?? null;
}

export function storedTyped(text: string | null): TypedMessage | null {
  try {
    return text === null ? null : typedOf(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Under this name the moment of a draft is kept beside it. */
export const typedDraftName = (draftName: string): string => `${draftName}:typed`;
