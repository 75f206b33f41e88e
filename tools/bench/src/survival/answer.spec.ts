import { alike, givenIn, partsOf } from './answer.ts';

const events = (...chunks: readonly object[]): string =>
  chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`).join('');

const call = { toolCallId: 'c1', toolName: 'add_task' };
const begun = events(
  { type: 'start' },
  { type: 'start-step' },
  { type: 'tool-input-available', ...call, input: { title: 'milk' } },
  { type: 'tool-output-available', toolCallId: 'c1', output: { summary: 'Added.' } },
);
const rest = events(
  { type: 'data-note', data: { transient: 1 }, transient: true },
  { type: 'data-tasks', id: 'd1', data: { tasks: [] } },
  { type: 'text-start', id: 't1' },
  { type: 'text-delta', id: 't1', delta: 'Good ' },
  { type: 'text-delta', id: 't1', delta: 'morning.' },
  { type: 'text-end', id: 't1' },
  { type: 'finish' },
);

describe('what a connection gives of an answer', () => {
  it('has an end only where the answer says so', () => {
    expect(givenIn(`${begun}${rest}data: [DONE]\n\n`).isEnded).toBe(true);
    expect(givenIn(`${begun}data: [DONE]\n\n`).isEnded).toBe(false);
    expect(givenIn('').isEnded).toBe(false);
  });

  it('leaves out comments and what was cut off', () => {
    const { chunks } = givenIn(`: waiting\n\n${begun}data: {"type":"text-st`);
    expect(chunks).toHaveLength(4);
  });

  it('is the parts that are kept of it, in whatever pieces it comes', () => {
    expect(partsOf(givenIn(begun + rest))).toEqual([
      { type: 'step-start' },
      {
        type: 'tool-add_task',
        toolCallId: 'c1',
        state: 'output-available',
        input: { title: 'milk' },
        output: { summary: 'Added.' },
      },
      { type: 'data-tasks', id: 'd1', data: { tasks: [] } },
      { type: 'text', text: 'Good morning.', state: 'done' },
    ]);
  });

  it('says of a call that failed why', () => {
    const failed = events(
      { type: 'tool-input-available', ...call, input: {} },
      { type: 'tool-output-error', toolCallId: 'c1', errorText: 'No.' },
    );
    expect(partsOf(givenIn(failed))).toMatchObject([{ state: 'output-error', errorText: 'No.' }]);
  });
});

describe('what is alike', () => {
  const one = {
    id: '00000000-0000-4000-8000-000000000001',
    at: '2026-12-01T03:00:00.5Z',
    position: 'a0',
    of: '00000000-0000-4000-8000-000000000001',
  };

  it('is so but for ids, moments, places and the order of keys', () => {
    const id = '00000000-0000-4000-8000-000000000002';
    expect(alike({ of: id, position: 'a1', at: '2026-12-01T04:00:00Z', id })).toBe(alike(one));
  });

  it('is not so where an id is another one than before', () => {
    expect(alike({ ...one, of: '00000000-0000-4000-8000-000000000002' })).not.toBe(alike(one));
  });

  it('is not so where the words are others', () => {
    expect(alike([{ text: 'Added.' }])).not.toBe(alike([{ text: 'Added' }]));
  });
});
