const charactersMax = 60;

/** A name for the file of a conversation that every system takes: letters, digits and hyphens of its title. */
export function fileName(title: string, ending: string): string {
  const parts = title.normalize('NFC').match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  const name = [...parts.join('-')].slice(0, charactersMax).join('').replace(/-$/u, '');
  return `taskora-${name.toLowerCase() || 'conversation'}.${ending}`;
}
