import { z } from 'zod';
import { UserError } from '@taskora/base/errors';
import { getObjects, namespace } from './kubectl.ts';

export interface DemoAccount {
  email: string;
  password: string;
}

const secretSchema = z.object({ data: z.object({ email: z.string(), password: z.string() }) });

async function readAccount(): Promise<DemoAccount> {
  const { data } = await getObjects(secretSchema, ['secret', 'taskora-demo', '-n', namespace]);
  const decode = (value: string) => Buffer.from(value, 'base64').toString('utf8');
  return { email: decode(data.email), password: decode(data.password) };
}

function post(origin: string, path: string, body: object): Promise<Response> {
  return fetch(`${origin}/api/auth/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(15_000),
  });
}

/** Signs the demo account in, or up when it is not there yet, as a person would in the browser. */
export async function ensureDemoAccount(webUrl: string): Promise<DemoAccount> {
  const account = await readAccount();
  const signIn = await post(webUrl, 'sign-in/email', account);
  if (signIn.ok) return account;
  const signUp = await post(webUrl, 'sign-up/email', { ...account, name: 'Demo' });
  if (signUp.ok) return account;
  throw new UserError(
    'DEMO_ACCOUNT_FAILED',
    `${webUrl} answered ${signIn.status} to the demo account's sign-in and ${signUp.status} to its sign-up`,
    'npx nx run dev:status',
  );
}
