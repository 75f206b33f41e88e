/** The reader's language as a BCP 47 tag, in which lines are read; null where the browser names none. */
export function ownLocale(): string | null {
  try {
    return Intl.getCanonicalLocales(navigator.language)[0] ?? null;
  } catch {
    return null;
  }
}
