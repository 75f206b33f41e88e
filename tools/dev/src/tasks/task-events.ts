import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { z } from 'zod';

const eventSchema = z.discriminatedUnion('type', [
  /** All tasks of the run, each with those that it waits for. */
  z.object({ type: z.literal('planned'), dependencies: z.record(z.string(), z.array(z.string())) }),
  z.object({ type: z.literal('started'), tasks: z.array(z.string()) }),
  z.object({
    type: z.literal('ended'),
    task: z.string(),
    status: z.string(),
    /** What it said, for one that failed. */
    output: z.string().optional(),
  }),
]);

export type TaskEvent = z.infer<typeof eventSchema>;

/** Reads the events of an observed run, one line of JSON each; a line that was cut off is none. */
export function readEvents(stream: Readable, onEvent: (event: TaskEvent) => void): void {
  createInterface({ input: stream }).on('line', (line) => {
    try {
      onEvent(eventSchema.parse(JSON.parse(line)));
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
    }
  });
}
