import { securePage } from '@taskora/front-end/security';
import { NextResponse, type NextRequest } from 'next/server';

/** Gives every page its own nonce, so that no script runs but those this server sent. */
export function proxy(request: NextRequest): NextResponse {
  const page = securePage(request.headers);
  const response = NextResponse.next({ request: { headers: page.requestHeaders } });
  for (const [name, value] of page.responseHeaders) response.headers.set(name, value);
  return response;
}

/** Never /api: Next holds back the bodies of requests that pass here. */
export const config = { matcher: ['/((?!api/|_next/|health$|ready$|favicon.ico).*)'] };
