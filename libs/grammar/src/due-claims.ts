/** Claims the days of a line: when it is due, its deadline, and when it can begin. */
import { listBefore } from './body.ts';
import { chosen, readings } from './choices.ts';
import { wordsOf } from './claims.ts';
import { clocksEnd } from './clocks.ts';
import { isoDay } from './days.ts';
import { findDue, type DuePhrase } from './due.ts';
import { isSaidToBeDue, type FoundDate } from './found.ts';
import { resolve } from './meaning.ts';
import type { Reading } from './reading.ts';
import { scanDates } from './scan.ts';

const ROLES = ['deadline', 'start', 'due'] as const;
type Role = (typeof ROLES)[number];

/**
 * Claims at most one day of each role.
 *
 * @returns false where a day is beside a recurrence, and no word says that the task is due then
 */
export function claimDays(
  reading: Reading,
  aside: readonly boolean[],
  isRecurrent: boolean,
): boolean {
  const found = scanDates(reading.line, reading.context, reading.free);
  if (found.length === 0) return true;
  for (const role of ROLES) {
    const own = found.filter((it) => roleOf(it, reading) === role);
    const due = findDue(reading.line, own, reading.joints, aside);
    if (due === undefined) continue;
    if (isRecurrent && role === 'due' && !isSaidToBeDue(due.it)) return false;
    add(reading, role, due);
  }
  return true;
}

/** What a day is to a task. */
function roleOf(it: FoundDate, reading: Reading): Role {
  const { line } = reading;
  if (reading.wants('deadline') && it.lead.deadline) return 'deadline';
  if (reading.wants('start') && it.lead.start) return 'start';
  const isBraced = line.word(it.first - 1) === '{' && line.word(it.end) === '}';
  return isBraced && reading.wants('deadline') ? 'deadline' : 'due';
}

function add(reading: Reading, role: Role, due: DuePhrase): void {
  const { line, context, fields } = reading;
  const { first, end, node } = due.it;
  const [day = due.value, ...more] = readings(context, (each) => resolve(node, each));
  const [value, others] = chosen(context, wordsOf(line, first, end), [day, ...more]);
  const on = isoDay(value);
  reading.add({
    kind: role,
    first: due.first,
    end: due.end,
    reading: { on },
    others: others.map((each) => ({ on: isoDay(each) })),
  });
  if (role === 'due') {
    fields.due = { ...fields.due, on };
    reading.part = node.part;
    addList(reading, due);
  } else fields[role] = on;
}

/** Claims the words that only say where it is added, before a date at the end. */
function addList(reading: Reading, due: DuePhrase): void {
  const { line } = reading;
  if (!reading.isCommand || !line.areMarks(clocksEnd(line, due.end), line.length)) return;
  const first = listBefore(line, due.first);
  if (first < due.first && first > 0) {
    reading.add({ kind: 'command', first, end: due.first, reading: null });
  }
}
