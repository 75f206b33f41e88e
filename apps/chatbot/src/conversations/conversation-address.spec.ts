import {
  addressedConversation,
  addressOf,
  conversationIn,
  signInAddressOf,
} from './conversation-address.ts';

const id = '3f0e8a52-7a5c-4b8a-9f43-0d6a1f1f7c11';

describe('the address of a conversation', () => {
  it('is read back from what it was written to', () => {
    const { searchParams } = new URL(addressOf(id), 'http://localhost');
    expect(conversationIn(searchParams)).toBe(id);
  });

  it('is kept on the way through signing in', () => {
    const { pathname, searchParams } = new URL(signInAddressOf(id), 'http://localhost');
    expect(pathname).toBe('/sign-in');
    expect(addressedConversation(Object.fromEntries(searchParams))).toBe(id);
    expect([addressOf(null), signInAddressOf(null)]).toEqual(['/', '/sign-in']);
    expect(addressedConversation({ conversation: [id, id] })).toBeNull();
  });

  it.each(['', 'x', `${id}x`, `//evil.example/${id}`, '/tasks'])(
    'is nothing but an id: %p leads nowhere',
    (given) => {
      expect(conversationIn(new URLSearchParams({ conversation: given }))).toBeNull();
    },
  );
});
