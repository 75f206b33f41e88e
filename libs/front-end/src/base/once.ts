/** Makes something when it is first asked for, and the same thing ever after. A failure is not kept. */
export function once<Value>(make: () => Value): (() => Value) & { used: () => boolean } {
  let made: { value: Value } | undefined;
  const get = () => (made ??= { value: make() }).value;
  return Object.assign(get, { used: () => made !== undefined });
}
