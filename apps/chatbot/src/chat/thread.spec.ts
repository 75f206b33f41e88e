import { areSame, continued, endsAs } from './thread.ts';
import type { ChatMessage } from './message-schema.ts';

function said(id: string, role: 'assistant' | 'user', ...parts: unknown[]): ChatMessage {
  return { id, role, parts: parts as ChatMessage['parts'] };
}
const text = (content: string) => ({ type: 'text', text: content });
const call = (state: string, output?: unknown) => ({
  type: 'tool-update_task',
  toolCallId: 'c',
  state,
  ...(output !== undefined && { output }),
});

const asked = said('q', 'user', text('move all'));

describe('a thread that is shown and stored', () => {
  it('is the same however a stream and a table write it', () => {
    const streamed = said(
      'a',
      'assistant',
      { type: 'step-start' },
      { ...text('Moved.'), state: 'done' },
    );
    const stored = said('a', 'assistant', text('Moved.'));
    expect(areSame([asked, streamed], [{ ...asked, id: 'kept' }, stored])).toBe(true);
  });

  it('differs where only the state of an action does', () => {
    const waiting = said('a', 'assistant', call('input-available'));
    const done = said('a', 'assistant', call('output-available', { tasks: [] }));
    expect(areSame([asked, waiting], [asked, done])).toBe(false);
    expect(endsAs([asked, waiting], [done])).toBe(false);
    expect(endsAs([asked, done], [done])).toBe(true);
  });

  it('differs where an answer is another one with the same words', () => {
    expect(
      endsAs([said('a', 'assistant', text('Done.'))], [said('b', 'assistant', text('Done.'))]),
    ).toBe(false);
  });

  it('goes on from what is shown, and keeps what was before', () => {
    const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((id) => said(id, 'assistant', text(id)));
    const own = said('own', 'user', text('hello'));
    const kept = said('kept', 'user', text('hello'));
    if (!a || !b || !c || !d) throw new Error('there are four');
    expect(continued([a, b, own], [b, kept, c])).toEqual([a, b, kept, c]);
    expect(continued([a, b, own, c], [kept, c, d])).toEqual([a, b, kept, c, d]);
  });

  it('is not gone on with over a gap', () => {
    expect(continued([asked], [said('b', 'assistant', text('b'))])).toBeNull();
  });
});
