export { proxy } from '@taskora/front-end/page-proxy';

/** Never /api: Next holds back the bodies of requests that pass here. Next reads this without running it. */
export const config = { matcher: ['/((?!api/|_next/|health$|ready$|favicon.ico).*)'] };
