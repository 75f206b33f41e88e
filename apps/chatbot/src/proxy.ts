export { proxy } from '@taskora/front-end/page-proxy';

/** Never what the API answers: Next holds back the bodies of requests that pass here. Next reads this without running it. */
export const config = {
  matcher: [
    '/((?!api/|mcp$|dav(?:/|$)|feeds/|.well-known/(?:caldav$|oauth-)|_next/|health$|ready$|favicon.ico).*)',
  ],
};
