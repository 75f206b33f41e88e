const parameter = 'conversation';
const idPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u;

/** A page whose address may name a conversation. */
export interface AddressedPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** The conversation that an address names; null for none, and for what is no id. */
export function conversationIn(parameters: {
  get: (name: string) => string | null;
}): string | null {
  const given = parameters.get(parameter);
  return given !== null && idPattern.test(given) ? given : null;
}

/** The same of the parameters that a page is given. */
export function addressedConversation(
  given: Record<string, string | string[] | undefined>,
): string | null {
  const value = given[parameter];
  return conversationIn({ get: () => (typeof value === 'string' ? value : null) });
}

function withConversation(path: string, id: string | null): string {
  return id === null ? path : `${path}?${parameter}=${id}`;
}

/** Where a conversation is; the beginning for none. */
export function addressOf(id: string | null): string {
  return withConversation('/', id);
}

/** Where to sign in and come back to a conversation. */
export function signInAddressOf(id: string | null): string {
  return withConversation('/sign-in', id);
}
