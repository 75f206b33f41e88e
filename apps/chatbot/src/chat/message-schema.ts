import type { UIMessage } from 'ai';
import { z } from 'zod';

const taskSchema = z.object({
  id: z.string(),
  title: z.string(),
  dueOn: z.string().nullish(),
  completedAt: z.string().nullish(),
  projectId: z.string().nullish().catch(null),
  /** Of one that recurs: which occurrence this is. */
  recurrence: z.object({ originalOn: z.string() }).nullish().catch(null),
});

/** What a row shows of a task. */
export type ShownTask = z.infer<typeof taskSchema>;

const taskListSchema = z.object({
  tasks: z.array(taskSchema),
  /** How many there are in all; only the first of them are in `tasks`. */
  total: z.number().int().nonnegative().optional(),
});
const toolOutputSchema = taskListSchema.extend({
  summary: z.string().optional(),
  /** The change that was made; by its id it is undone. */
  changeId: z.string().nullish(),
  /** Anything but `done` means that the action asks something first or found nothing to act on. */
  outcome: z.string().default('done'),
});
const valueSchema = z.object({
  name: z.string(),
  text: z.string(),
  /** Where it comes from; what is not known here counts as made by the assistant. */
  provenance: z.string(),
  /** Of one that was read: the title of the task, or the tool. */
  source: z.string().default(''),
  through: z.string().nullish(),
});
const approvalSchema = z.object({
  values: z.array(valueSchema),
  /** Those of the tasks beyond the first, which are shown on demand. */
  more: z.array(valueSchema).default([]),
  /** How many tasks it is about. */
  total: z.number().int().nonnegative().default(0),
});
const candidatesSchema = z.object({ options: z.array(z.string()).min(1) });

export type ToolOutput = z.infer<typeof toolOutputSchema>;

/** A value that a yes would use. */
export type ApprovalValue = z.infer<typeof valueSchema>;

/** What a yes would use, of how many tasks. */
export type Approval = z.infer<typeof approvalSchema>;

/** The first tasks of a list, and how many there are in all. */
export interface TaskList {
  tasks: ShownTask[];
  total: number;
}

/**
 * A message as the stream and the stored conversation carry it. Data parts are unknown on purpose:
 * they are parsed where they are shown, and what does not fit is left out rather than shown wrongly.
 */
export type ChatMessage = UIMessage<
  unknown,
  { assistant: unknown; tasks: unknown; candidates: unknown; approval: unknown }
>;
export type ChatMessagePart = ChatMessage['parts'][number];

export function parseTaskList(data: unknown): TaskList {
  const parsed = taskListSchema.safeParse(data);
  if (!parsed.success) return { tasks: [], total: 0 };
  const { tasks, total } = parsed.data;
  return { tasks, total: Math.max(total ?? 0, tasks.length) };
}

export function parseToolOutput(output: unknown): ToolOutput {
  const parsed = toolOutputSchema.safeParse(output);
  // What cannot be read proves nothing, and least of all that something was done.
  return parsed.success ? parsed.data : { tasks: [], outcome: 'unknown' };
}

export function parseApproval(data: unknown): Approval {
  const parsed = approvalSchema.safeParse(data);
  return parsed.success ? parsed.data : { values: [], more: [], total: 0 };
}

export function parseCandidates(data: unknown): string[] {
  const parsed = candidatesSchema.safeParse(data);
  return parsed.success ? parsed.data.options : [];
}

/** The text of a message, without its cards. */
export function textOf(message: ChatMessage): string {
  return message.parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
}
