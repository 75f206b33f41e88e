import type { IncomingMessage } from 'node:http';

/** The head of a request as its checks read it; names are asked for in lower case. */
export type RequestHeaders = Pick<Headers, 'get' | 'has'>;

/** That of node:http as it is: making web headers of it costs a request more than all checks together. */
export function headersOf({ headers }: Pick<IncomingMessage, 'headers'>): RequestHeaders {
  return {
    get(name) {
      const value = headers[name];
      return Array.isArray(value) ? value.join(', ') : (value ?? null);
    },
    has: (name) => headers[name] !== undefined,
  };
}
