import type { When } from './reminder-text.ts';
import { minutesInDay, minutesMax, units } from './units.ts';

/** When an evening begins, where no time of it is said. */
const evening = '18:00';
const numbers = 'one two three four five six seven eight nine ten'.split(' ');

const span =
  /^(\d{1,6}|an?|half an?|[a-z]+) ?(m|mins?|minutes?|h|hrs?|hours?|d|days?|w|wks?|weeks?)$/u;
const clock = /^(\d{1,2})(?:[:.](\d\d))? ?(am|pm)?$/u;

function countOf(counted: string): number | null {
  if (/^\d+$/u.test(counted)) return Number(counted);
  if (counted === 'a' || counted === 'an') return 1;
  if (counted.startsWith('half ')) return 0.5;
  const index = numbers.indexOf(counted);
  return index < 0 ? null : index + 1;
}

/** The minutes of "1 hour and 30 minutes"; null for anything else. */
function spanIn(text: string): number | null {
  let minutes = 0;
  for (const part of text.split(/,? and |, ?/u)) {
    const [, counted = '', unit = ''] = span.exec(part.trim()) ?? [];
    const count = countOf(counted);
    if (count === null) return null;
    const [, size = 0] = units.find(([name]) => name.startsWith(unit.slice(0, 1))) ?? [];
    minutes += count * size;
  }
  return Number.isInteger(minutes) && minutes >= 1 && minutes <= minutesMax ? minutes : null;
}

/** A time of day as `hh:mm`: "9", "9:30", "6pm", "noon"; null for anything else. */
function timeIn(text: string): string | null {
  if (text === 'noon') return '12:00';
  if (text === 'midnight') return '00:00';
  const [, hours, minutes = '00', half] = clock.exec(text) ?? [];
  if (hours === undefined) return null;
  const number = Number(hours);
  if (half && (number < 1 || number > 12)) return null;
  const hour = half ? (number % 12) + (half === 'pm' ? 12 : 0) : number;
  if (hour > 23 || Number(minutes) > 59) return null;
  return `${String(hour).padStart(2, '0')}:${minutes}`;
}

const isDayBefore = (said: string) => /^the (?:day|evening) before(?: due)?$/u.test(said);

/** The time of an evening, of which nobody says that it is one in the afternoon; null for one that is none. */
function eveningIn(text: string): string | null {
  const time = timeIn(/^\d{1,2}(?:[:.]\d\d)?$/u.test(text) ? `${text}pm` : text) ?? timeIn(text);
  return time !== null && time >= '12:00' ? time : null;
}

const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** The same instant, counted from the time at which a task is due; null where it comes after that. */
function beforeTime(when: When, dueTime: string): When | null {
  const { minutesBefore, allDayTime } = when;
  if (allDayTime === null || minutesBefore === null) return when;
  // So long before which of the two times is not said.
  if (minutesBefore % minutesInDay !== 0) return null;
  const minutes = minutesBefore + minutesOf(dueTime) - minutesOf(allDayTime);
  if (minutes < 0 || minutes > minutesMax) return null;
  return { remindAt: null, minutesBefore: minutes, allDayTime: null };
}

/** The minutes that are said, without a clock time; null where a text says nothing of that. */
function saidIn(said: string): number | null {
  if (['when due', 'once due', 'on the day', 'on the day due', 'on time'].includes(said)) return 0;
  if (isDayBefore(said)) return minutesInDay;
  const [, length] = /^(.+?) (?:before|earlier|ahead)(?: due)?$/u.exec(said) ?? [];
  return length === undefined ? null : spanIn(length);
}

/**
 * Reads how long before a task is due somebody wants to know of it: "15 minutes before", "the day before at
 * 6pm", "when it is due". A reminder of a task with a due time, which is given as `hh:mm`, has no clock time of
 * its own: what is said of one is counted from the due time, and is 'unfit' where that cannot be. Null where a
 * text says nothing of all that; it may still be a moment.
 */
export function readBefore(text: string, dueTime: string | null): When | 'unfit' | null {
  const phrase = text
    .trim()
    .toLowerCase()
    .replace(/\s+/gu, ' ')
    .replace(/^remind me /u, '');
  const [, before = '', clockText] =
    /^(.*?)(?:,? (?:at|from) ([^ ]+(?: ?[ap]m)?))?$/u.exec(phrase) ?? [];
  const said = before.replace(/ (?:it is |it's |its )?due(?: date)?$/u, ' due');
  const isEvening = said.startsWith('the evening ');
  const usual = isEvening ? evening : null;
  const allDayTime = clockText === undefined ? usual : (isEvening ? eveningIn : timeIn)(clockText);
  if (clockText !== undefined && allDayTime === null) return null;
  const minutesBefore = saidIn(said);
  if (minutesBefore === null) return null;
  const when = { remindAt: null, minutesBefore, allDayTime };
  return dueTime === null ? when : (beforeTime(when, dueTime) ?? 'unfit');
}
