/** A text in a body as it was sent, or undefined where there is none. */
export function textOf(body: unknown, key: string): string | undefined {
  const value: unknown =
    body !== null && typeof body === 'object' ? Reflect.get(body, key) : undefined;
  return typeof value === 'string' ? value : undefined;
}
