export { proxy } from '@taskora/front-end/page-proxy';

/** Never /api and /mcp: Next holds back the bodies of requests that pass here. Next reads this without running it. */
export const config = { matcher: ['/((?!api/|mcp$|_next/|health$|ready$|favicon.ico).*)'] };
