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

/** Makes an account as a person would in the browser. */
export async function signUpAccount(webUrl: string, account: DemoAccount): Promise<void> {
  const { ok, status } = await post(webUrl, 'sign-up/email', { ...account, name: 'Demo' });
  if (ok) return;
  throw new UserError(
    'SIGN_UP_FAILED',
    `${webUrl} answered ${status} to the sign-up of an account`,
    'npx nx run dev:status, then run this command again: it goes on where it stopped',
  );
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
