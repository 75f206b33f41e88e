import { faultsIn, takenBack, type Outcome } from './outcome.ts';

const change = { actor: 'chat', tool: 'add_task', kind: 'added', count: 1, titles: ['milk'] };
const expected: Outcome = {
  shown: '["answer"]',
  kept: ['user ["asked"]', 'assistant ["answer"]'],
  calls: [change],
};

const output = (summary: string) => ({
  chunks: [{ type: 'tool-output-available', output: { summary } }],
  isEnded: false,
});

describe('what came of a turn', () => {
  it('has no fault where it is as if nothing had been', () => {
    expect(faultsIn(expected, expected)).toEqual([]);
  });

  it.each<[string, Partial<Outcome>, readonly string[]]>([
    [
      'the answer',
      { shown: '["other"]' },
      ['the answer is another one', 'a reload shows another one'],
    ],
    ['what is kept', { kept: ['user', 'assistant []'] }, ['a reload shows another one']],
    ['a second answer', { kept: [...expected.kept, 'assistant'] }, ['3 messages are kept']],
    ['a call made twice', { calls: [change, change] }, ['the ledger has other calls']],
    ['a call that is lost', { calls: [] }, ['the ledger has other calls']],
  ])('has a fault where %s is otherwise', (_what, other, faults) => {
    expect(faultsIn({ ...expected, ...other }, expected)).toEqual(faults);
  });

  it('keeps what was shown of a call before the loss', () => {
    const given = output('Added.');
    expect(takenBack({ given, cut: [output('Added.')], endedAt: 0 })).toEqual([]);
    expect(takenBack({ given, cut: [output('Moved.')], endedAt: 0 })).toHaveLength(1);
  });
});
