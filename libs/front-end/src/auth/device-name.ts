import Bowser from 'bowser';

export interface DeviceName {
  /** Such as `Firefox`. */
  browser: string | null;
  /** Such as `Windows`. */
  system: string | null;
}

/** Longer texts are nothing that a browser sends, and cost the reader time. */
const charactersMax = 500;

/** What a browser says of itself, as people call it; a program may say anything, so it names nobody. */
export function deviceNameOf(userAgent: string | null): DeviceName {
  if (userAgent === null || userAgent === '') return { browser: null, system: null };
  const parsed = Bowser.parse(userAgent.slice(0, charactersMax));
  return { browser: parsed.browser.name ?? null, system: parsed.os.name ?? null };
}
