const usual = '/tasks';

/**
 * Where somebody goes who has signed in: back to a program that asked for them, or to their tasks. Nothing else that
 * an address says is believed.
 */
export function nextPageOf(wanted: string | string[] | undefined): string {
  return typeof wanted === 'string' && wanted.startsWith('/connect?') ? wanted : usual;
}

/** A page of accounts that leads back there too. */
export function withNext(page: string, nextPage: string): string {
  return nextPage === usual ? page : `${page}?${new URLSearchParams({ next: nextPage })}`;
}
