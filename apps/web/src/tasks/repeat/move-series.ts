import { isSame, type EditDraft } from '../edit/edit-draft.ts';
import { movedRule } from './rule-parts.ts';

const isDay = (text: string) => /^\d{4}-\d\d-\d\d$/u.test(text);

/**
 * The rule that a task would have if its new due day counted for all that follow; null where the day is as it
 * was, or no rule says it.
 */
export function followingRule({ base, dueOn }: EditDraft): string | null {
  const { recurrence } = base;
  if (!recurrence || !isDay(dueOn) || dueOn === base.dueOn) return null;
  return movedRule(recurrence.rule, recurrence.originalOn, dueOn);
}

/** What the new due day of a task that repeats is for; null where nobody has to say it. */
export function moves(draft: EditDraft): 'this' | 'following' | null {
  const { base, recurrence } = draft;
  const rule = followingRule(draft);
  if (rule === null || !recurrence || !base.recurrence) return null;
  if (isSame(recurrence.rule, base.recurrence.rule)) return 'this';
  return recurrence.rule === rule ? 'following' : null;
}

/** Days later than the open occurrence of which something was said, which another rule may not have. */
export function saidOfLater({ base: { recurrence } }: EditDraft): string[] {
  if (!recurrence) return [];
  const days = [...recurrence.skippedOn, ...recurrence.moved.map(({ originalOn }) => originalOn)];
  return days.filter((day) => day > recurrence.originalOn).sort();
}

/** A form goes on with another day, and a rule that goes with the day goes with it. */
export function withSeriesMoved(before: EditDraft, after: EditDraft): EditDraft {
  if (before.dueOn === after.dueOn || moves(before) !== 'following') return after;
  if (!after.recurrence || after.recurrence.rule !== before.recurrence?.rule) return after;
  const rule = followingRule(after) ?? after.base.recurrence?.rule;
  return rule === undefined ? after : { ...after, recurrence: { ...after.recurrence, rule } };
}
