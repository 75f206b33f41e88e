import {
  charactersIn,
  isTitleTooLong,
  notesCharactersMax,
  titleCharactersMax,
} from '../add/title-text.ts';
import { minutesIn } from '../words/length-text.ts';
import type { EditDraft } from './edit-draft.ts';
import type { WrittenRecurrence } from './fields/written-recurrence.ts';

/** What the API takes; a year that is half typed lies far before it. */
export const dayEarliest = '1900-01-01';
export const dayLatest = '2999-12-31';
const minutesMax = 525_600;
const tagCharactersMax = 100;
const tagsMax = 50;

/** What keeps a form from being saved, by its field. */
export type Faults = Partial<
  Record<
    | 'title'
    | 'notes'
    | 'dueOn'
    | 'dueTime'
    | 'phrase'
    | 'tags'
    | 'startOn'
    | 'deadlineOn'
    | 'duration',
    string
  >
>;

export const faultFields = [
  'title',
  'dueOn',
  'dueTime',
  'phrase',
  'tags',
  'notes',
  'startOn',
  'deadlineOn',
  'duration',
] as const satisfies readonly (keyof Faults)[];

function titleFault(title: string): string | undefined {
  if (title.trim() === '') return 'Nothing was saved: a task needs a title. Write one, or cancel.';
  if (!isTitleTooLong(title.trim())) return undefined;
  return `Nothing was saved: the title has ${charactersIn(title.trim())} characters, and ${titleCharactersMax} fit.`;
}

function notesFault(notes: string): string | undefined {
  const count = charactersIn(notes);
  if (count <= notesCharactersMax) return undefined;
  return `Nothing was saved: the notes have ${count} characters, and ${notesCharactersMax} fit.`;
}

function dateFault(input: HTMLInputElement | null): string | undefined {
  if (input?.validity.badInput) return 'Nothing was saved: the date is not complete.';
  const day = input?.value ?? '';
  if (day === '' || (day >= dayEarliest && day <= dayLatest && day.length === 10)) return undefined;
  return 'Nothing was saved: write a year between 1900 and 2999, with four digits.';
}

function timeFault(input: HTMLInputElement | null, { dueOn }: EditDraft): string | undefined {
  if (input?.validity.badInput) return 'Nothing was saved: the time is not complete.';
  if (!input?.value || dueOn !== '') return undefined;
  return 'Nothing was saved: a time needs a due date. Choose one, or empty the time.';
}

function durationFault(duration: string): string | undefined {
  if (duration.trim() === '') return undefined;
  const minutes = minutesIn(duration);
  if (minutes !== null && minutes >= 1 && minutes <= minutesMax) return undefined;
  return 'Nothing was saved: write how long it takes as “45 min” or “1 h 30 min”.';
}

/** Why a text cannot be one more of the tags. */
export function tagFault(tags: readonly string[], text: string): string | undefined {
  const tag = text.trim();
  if (tag === '') return undefined;
  const count = charactersIn(tag);
  if (count > tagCharactersMax)
    return `The tag has ${count} characters, and ${tagCharactersMax} fit. Shorten it.`;
  return tags.length < tagsMax ? undefined : `A task has at most ${tagsMax} tags. Remove one.`;
}

/** A repetition that is written and counts for nothing. */
function phraseFault(written: WrittenRecurrence): string | undefined {
  if (written === 'reading') return 'Nothing was saved: this is still being read. Save again.';
  if (written !== 'unread') return undefined;
  return 'Nothing was saved: this is not read as a repetition. Write it differently, or empty it.';
}

/** Checks a form as it is on the page: what is half typed, no draft has. */
export function faultsOf(
  draft: EditDraft,
  form: HTMLFormElement | null,
  written: WrittenRecurrence = null,
): Faults {
  const input = (name: keyof Faults) =>
    form?.querySelector<HTMLInputElement>(`[name="${name}"]`) ?? null;
  const due = dateFault(input('dueOn'));
  const needsDay = draft.recurrence !== null && draft.dueOn === '';
  const found: Record<keyof Faults, string | undefined> = {
    title: titleFault(draft.title),
    notes: notesFault(draft.notes),
    dueOn:
      due ??
      (needsDay
        ? 'Nothing was saved: what repeats needs a due date. Choose one, or “Does not repeat”.'
        : undefined),
    dueTime: timeFault(input('dueTime'), draft),
    phrase: phraseFault(written),
    // A tag that fits has left its field before.
    tags: tagFault(draft.tags, input('tags')?.value ?? ''),
    startOn: dateFault(input('startOn')),
    deadlineOn: dateFault(input('deadlineOn')),
    duration: durationFault(draft.duration),
  };
  return Object.fromEntries(Object.entries(found).filter(([, fault]) => fault !== undefined));
}
