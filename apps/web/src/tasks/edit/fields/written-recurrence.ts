import type { EditValues } from '../edit-draft.ts';

/**
 * What is written of a repetition and does not count yet: the values that it stands for; `unread` where it
 * stands for none; `reading` where that is not known yet; null where nothing is written.
 */
export type WrittenRecurrence =
  Pick<Partial<EditValues>, 'recurrence' | 'dueOn'> | 'unread' | 'reading' | null;

/** How a form takes what is written, when it is saved. */
export interface RecurrenceHandle {
  readonly written: WrittenRecurrence;
  /** It counts now, and leaves its field. */
  clear: () => void;
}
