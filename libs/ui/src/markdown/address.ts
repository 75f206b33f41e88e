/** Where a link leads, and what people see of that. */
export interface Address {
  href: string;
  /** The host as the browser will ask for it: letters that only resemble others are written out. */
  place: string;
}

const lengthMax = 2_000;

/** The address of a link; null where it is none of the web or of mail, or hides its host behind a name. */
export function addressOf(text: string): Address | null {
  if (text.length > lengthMax || !/^(?:https?:\/\/|mailto:)/iu.test(text)) return null;
  try {
    const { href, host, protocol, username, password, pathname } = new URL(text);
    if (protocol === 'mailto:') return pathname === '' ? null : { href, place: pathname };
    return host === '' || username !== '' || password !== '' ? null : { href, place: host };
  } catch {
    return null;
  }
}

/** The text of a link says by itself where it leads: it begins with the address. */
export function saysPlace(text: string, { href, place }: Address): boolean {
  const shown = text.trim().toLowerCase();
  if (href.startsWith('mailto:')) return shown.replace(/^mailto:/u, '') === place.toLowerCase();
  const [, host] = /^https?:\/\/([^/?#]*)/u.exec(shown) ?? [];
  return host === place;
}
