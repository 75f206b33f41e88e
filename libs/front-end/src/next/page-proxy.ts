import { NextResponse, type NextRequest } from 'next/server';
import { securePage } from '../server/security-headers.ts';

/** Gives every page its own nonce, so that no script runs but those this server sent. */
export function proxy(request: NextRequest): NextResponse {
  const page = securePage(request.headers);
  const response = NextResponse.next({ request: { headers: page.requestHeaders } });
  for (const [name, value] of page.responseHeaders) response.headers.set(name, value);
  return response;
}
