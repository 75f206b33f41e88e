/** JSON as Python's `json.dumps` writes it with sorted keys and without spaces: ASCII alone. */
export function canonical(value: unknown): string {
  const sorted = (_: string, each: unknown): unknown =>
    each === null || typeof each !== 'object' || Array.isArray(each)
      ? each
      : Object.fromEntries(
          Object.entries(each).toSorted(([one], [other]) => (one < other ? -1 : 1)),
        );
  return JSON.stringify(value, sorted).replaceAll(
    /[^ -~]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
