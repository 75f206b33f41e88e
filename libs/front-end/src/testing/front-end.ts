import { buildFrontEnd, type FrontEnd, type FrontEndOptions } from '../front-end.ts';

export const ownOrigin = 'http://localhost:30000';

export function frontEndEnvironment(databaseUrl: string): Record<string, string> {
  return {
    DATABASE_URL: databaseUrl,
    BETTER_AUTH_SECRET: 'a secret for tests that is long enough',
    PUBLIC_URL: ownOrigin,
    WEB_URL: ownOrigin,
    CHATBOT_URL: 'http://localhost:30001',
    API_URL: 'http://127.0.0.1:1',
    NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: btoa('a key for tests of 32 characters'),
    NEXT_DEPLOYMENT_ID: 'c-0123456789ab',
  };
}

export interface TestFrontEnd extends FrontEnd {
  logLines: string[];
}

export function createTestFrontEnd(
  databaseUrl: string,
  changes: Record<string, string> = {},
  more: Partial<FrontEndOptions> = {},
): TestFrontEnd {
  const logLines: string[] = [];
  const frontEnd = buildFrontEnd({
    service: 'web',
    environment: { ...frontEndEnvironment(databaseUrl), ...changes },
    writeLog: (line) => logLines.push(line),
    refusalMilliseconds: 0,
    ...more,
  });
  return { ...frontEnd, logLines };
}

export interface Attempt {
  path: string;
  body?: unknown;
  origin?: string | null;
  cookie?: string;
  /** The address at the other end of the connection. */
  peer?: string;
}

/** What a browser sends to the account routes. */
export function accountRequest({ path, body = {}, origin = ownOrigin, cookie }: Attempt): Request {
  return new Request(`${ownOrigin}/api/auth${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(origin !== null && { origin }),
      ...(cookie !== undefined && { cookie }),
    },
    body: JSON.stringify(body),
  });
}

/** Where the tests' browsers connect from, unless they say otherwise. */
export const peer = '192.0.2.10';

export const password = 'correct horse battery';

/** Makes an account and gives the cookie that its browser would hold. */
export async function signUp(frontEnd: FrontEnd, email: string): Promise<string> {
  const body = { name: 'Ada', email, password };
  const response = await frontEnd.authRoute(accountRequest({ path: '/sign-up/email', body }), peer);
  if (!response.ok)
    throw new Error(`sign-up answered ${response.status}: ${await response.text()}`);
  return cookieOf(response);
}

export function cookieOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';', 1)[0])
    .join('; ');
}
