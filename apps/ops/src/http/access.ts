import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { hostHeaderValidation, originValidation } from '@modelcontextprotocol/node';

export interface AccessOptions {
  /** Beside those of this machine. */
  readonly allowedHosts: readonly string[];
  readonly allowedOrigins: readonly string[];
  /** Without one everybody who reaches the port may ask. */
  readonly token: string | undefined;
}

/** False where the request may not proceed, and has been answered. */
export type Guard = (request: IncomingMessage, response: ServerResponse) => boolean;

const local = ['localhost', '127.0.0.1', '[::1]'];

/**
 * A page of a browser can make a name of its own lead here, so requests have to be addressed to a known
 * one, and those of pages come from known ones.
 */
export function createGuard({ allowedHosts, allowedOrigins, token }: AccessOptions): Guard {
  const guards = [
    hostHeaderValidation([...local, ...allowedHosts]),
    originValidation([...local, ...allowedOrigins]),
    tokenValidation(token),
  ];
  return (request, response) => guards.every((guard) => guard(request, response));
}

function tokenValidation(token: string | undefined): Guard {
  if (token === undefined) return () => true;
  const wanted = digest(token);
  return ({ headers }, response) => {
    const [, given = ''] = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '') ?? [];
    if (timingSafeEqual(digest(given), wanted)) return true;
    const message =
      'OPS_TOKEN_REFUSED: this server answers who brings its token. Do: send it as Authorization: Bearer';
    response.writeHead(401, {
      'content-type': 'application/json',
      'www-authenticate': 'Bearer realm="taskora-ops"',
    });
    response.end(JSON.stringify({ jsonrpc: '2.0', error: { code: -32_001, message }, id: null }));
    return false;
  };
}

/** Of equal length, so that a comparison takes as long for any text. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
