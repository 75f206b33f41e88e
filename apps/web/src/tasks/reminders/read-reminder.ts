import type { When } from './reminder-text.ts';

const minutesMax = 525_600;
const sizes: Readonly<Record<string, number>> = { m: 1, h: 60, d: 1_440, w: 10_080 };
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
function minutesIn(text: string): number | null {
  let minutes = 0;
  for (const part of text.split(/,? and |, ?/u)) {
    const [, counted = '', unit = ''] = span.exec(part.trim()) ?? [];
    const count = countOf(counted);
    if (count === null) return null;
    minutes += count * (sizes[unit.slice(0, 1)] ?? 0);
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

/**
 * Reads how long before a task is due somebody wants to know of it: "15 minutes before", "the day before at
 * 6pm", "when it is due". Null where a text says nothing of that; it may still be a moment.
 */
export function readBefore(text: string): When | null {
  const phrase = text
    .trim()
    .toLowerCase()
    .replace(/\s+/gu, ' ')
    .replace(/^remind me /u, '');
  const [, before = '', clockText] =
    /^(.*?)(?:,? (?:at|from) ([^ ]+(?: ?[ap]m)?))?$/u.exec(phrase) ?? [];
  const said = before.replace(/ (?:it is |it's |its )?due(?: date)?$/u, ' due');
  const allDayTime = clockText === undefined ? null : timeIn(clockText);
  if (clockText !== undefined && allDayTime === null) return null;
  const when = (minutesBefore: number): When => ({ remindAt: null, minutesBefore, allDayTime });
  if (['when due', 'once due', 'on the day', 'on the day due', 'on time'].includes(said)) {
    return when(0);
  }
  if (['the day before', 'the day before due', 'the evening before'].includes(said)) {
    return when(1_440);
  }
  const [, length] = /^(.+?) (?:before|earlier|ahead)(?: due)?$/u.exec(said) ?? [];
  const minutes = length === undefined ? null : minutesIn(length);
  return minutes === null ? null : when(minutes);
}
