import type { Drafts } from '@taskora/ui';
import * as z from 'zod/mini';

import { typedSchema } from './typed.ts';

const sendingSchema = z.object({
  /** By it the server knows the change again, and adds one task however often it is sent. */
  key: z.string(),
  line: z.string(),
  /** Phrases that stay text, in lower case. */
  kept: z.readonly(z.array(z.string())),
  /** What is known of the line already; the row shows it until more is known. */
  shown: z.object({ title: z.string(), dueOn: z.nullable(z.string()) }),
  typed: typedSchema,
  /** What the view gives in which it was written, where the line says nothing else. */
  given: z.exactOptional(
    z.object({
      dueOn: z.exactOptional(z.nullable(z.string())),
      projectId: z.exactOptional(z.nullable(z.string())),
      spaceId: z.exactOptional(z.nullable(z.string())),
      tags: z.exactOptional(z.array(z.string())),
    }),
  ),
  /** A title that is too long goes on in the notes. */
  restInNotes: z.boolean(),
  /** What was understood; sent again, it must be the same task. */
  task: z.nullable(
    z.object({
      title: z.string(),
      notes: z.exactOptional(z.string()),
      dueOn: z.exactOptional(z.nullable(z.string())),
      dueTime: z.exactOptional(z.nullable(z.string())),
      dueZone: z.exactOptional(z.nullable(z.string())),
      startOn: z.exactOptional(z.string()),
      deadlineOn: z.exactOptional(z.string()),
      durationMinutes: z.exactOptional(z.number()),
      recurrence: z.exactOptional(
        z.object({
          rule: z.string(),
          anchor: z.enum(['due', 'completion']),
          catchUp: z.exactOptional(z.boolean()),
        }),
      ),
      priority: z.exactOptional(z.enum(['none', 'low', 'medium', 'high'])),
      tags: z.exactOptional(z.array(z.string())),
      projectId: z.exactOptional(z.nullable(z.string())),
      sectionId: z.exactOptional(z.nullable(z.string())),
      parentId: z.exactOptional(z.string()),
      assigneeId: z.exactOptional(z.string()),
      spaceId: z.exactOptional(z.string()),
    }),
  ),
  /** The name of a project that has yet to be found, or made. */
  project: z.nullable(z.string()),
});

/** A line that was sent to be added: all that is needed to send it again as the same change. */
export type Sending = z.infer<typeof sendingSchema>;

function parsed<Value>(text: string | null, schema: z.ZodMiniType<Value>): Value | null {
  try {
    return text === null ? null : (schema.safeParse(JSON.parse(text)).data ?? null);
  } catch {
    return null;
  }
}

export function storedSending(text: string | null): Sending | null {
  return parsed(text, sendingSchema);
}

export function storedTexts(text: string | null): readonly string[] {
  return parsed(text, z.array(z.string())) ?? [];
}

const name = 'unsent';

/**
 * Lines that are being sent and in no field any more. A page that is left in that moment finds them when it
 * is opened again.
 */
export class UnsentLines {
  readonly #drafts: Drafts;

  constructor(drafts: Drafts) {
    this.#drafts = drafts;
  }

  all(): readonly Sending[] {
    const kept = parsed(this.#drafts.read(name), z.array(z.unknown())) ?? [];
    // One that cannot be read, of another version, takes none of the others with it.
    return kept.flatMap((each) => sendingSchema.safeParse(each).data ?? []);
  }

  keep(sending: Sending): void {
    this.#write([...this.#others(sending.key), sending]);
  }

  drop(key: string): void {
    this.#write(this.#others(key));
  }

  #others(key: string): readonly Sending[] {
    return this.all().filter((each) => each.key !== key);
  }

  #write(sendings: readonly Sending[]): void {
    this.#drafts.write(name, sendings.length === 0 ? null : JSON.stringify(sendings));
  }
}
