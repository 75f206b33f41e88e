import { addressOf, conversationIn } from './conversation-address.ts';

const id = '3f0e8a52-7a5c-4b8a-9f43-0d6a1f1f7c11';

describe('the address of a conversation', () => {
  it('is read back from what it was written to', () => {
    const { searchParams } = new URL(addressOf(id), 'http://localhost');
    expect(conversationIn(searchParams)).toBe(id);
  });

  it.each(['', 'x', `${id}x`, `//evil.example/${id}`, '/tasks'])(
    'is nothing but an id: %p leads nowhere',
    (given) => {
      expect(conversationIn(new URLSearchParams({ conversation: given }))).toBeNull();
    },
  );
});
