import { charactersIn } from '../../add/title-text.ts';

/** What the API takes. */
const nameCharactersMax = 200;

/** What is wrong with the name of a view, where anything is. */
export function viewNameFault(name: string): string | undefined {
  const count = charactersIn(name.trim());
  if (count === 0) return 'Give the view a name.';
  if (count <= nameCharactersMax) return undefined;
  return `The name has ${count} characters, and ${nameCharactersMax} fit. Shorten it.`;
}
