/** `scope:shop, type:app` as a list. */
export function tagList(given = ''): string[] {
  return given
    .split(',')
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '');
}
