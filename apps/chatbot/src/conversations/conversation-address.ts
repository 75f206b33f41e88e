const parameter = 'conversation';
const idPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u;

/** The conversation that an address names; null for none, and for what is no id. */
export function conversationIn(parameters: {
  get: (name: string) => string | null;
}): string | null {
  const given = parameters.get(parameter);
  return given !== null && idPattern.test(given) ? given : null;
}

export function addressOf(id: string): string {
  return `/?${parameter}=${id}`;
}
