const usual = '/tasks';

/** Pages that were opened by a link which says what it is about. */
const opened = ['/connect?', '/join?'];

/**
 * Where somebody goes who has signed in: back to a program that asked for them, to a space that they were invited to,
 * or to their tasks. Nothing else that an address says is believed.
 */
export function nextPageOf(wanted: string | string[] | undefined): string {
  if (typeof wanted !== 'string') return usual;
  return opened.some((page) => wanted.startsWith(page)) ? wanted : usual;
}

/** A page of accounts that leads back there too. */
export function withNext(page: string, nextPage: string): string {
  return nextPage === usual ? page : `${page}?${new URLSearchParams({ next: nextPage })}`;
}
