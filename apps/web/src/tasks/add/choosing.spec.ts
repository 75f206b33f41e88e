import { chipsOf } from './chips.ts';
import { choiceOf } from './choosing.ts';
import { loadGrammar } from './line-reader.ts';
import { readLine } from './line-reading.ts';

const typed = { at: '2026-11-23T09:30:00.000Z', zone: 'UTC' };

async function choose(line: string, settings: Parameters<typeof readLine>[1]['settings'] = {}) {
  const grammar = await loadGrammar('en');
  const reading = readLine(line, { grammar, settings, typed, kept: [] });
  const [chip] = chipsOf(reading).filter(({ others }) => others.length > 0);
  if (!chip) throw new Error(`${line} can be read in one manner only`);
  const choice = choiceOf(grammar, { reading, chip, place: 0 });
  const [other] = chipsOf(
    readLine(line, {
      grammar,
      settings: { ...settings, ...(choice as typeof settings) },
      typed,
      kept: [],
    }),
  ).filter(({ others }) => others.length > 0);
  return { choice, before: chip, after: other };
}

it.each([
  ['dentist 10/11', { dayFirst: false }, { dayFirst: true }],
  ['dentist 10/11', { dayFirst: true }, { dayFirst: false }],
  ['call next friday', {}, { nextWeekday: 'nearest' }],
  ['call next friday', { nextWeekday: 'nearest' as const }, { nextWeekday: 'nextWeek' }],
  ['call at 5', {}, { chosen: { 'at 5': 1 } }],
  ['call at 5', { chosen: { 'at 5': 1 } }, { chosen: { 'at 5': 0 } }],
])(
  'takes the other reading of %s with %j, and remembers what is behind it',
  async (line, settings, choice) => {
    const chosen = await choose(line, settings);
    expect(chosen.choice).toEqual(choice);
    expect(chosen.after?.says).toContain(chosen.before.others[0]?.says);
    // It can be taken back in the same manner.
    expect(chosen.before.says).toContain(chosen.after?.others[0]?.says);
  },
);

it('remembers on which day a week begins', async () => {
  const sunday = { at: '2026-11-29T09:30:00.000Z', zone: 'UTC' };
  const grammar = await loadGrammar('en');
  const reading = readLine('report end of week', {
    grammar,
    settings: {},
    typed: sunday,
    kept: [],
  });
  const [chip] = chipsOf(reading);
  expect(chip?.others).toHaveLength(1);
  expect(chip && choiceOf(grammar, { reading, chip, place: 0 })).toEqual({ weekStart: 6 });
});
