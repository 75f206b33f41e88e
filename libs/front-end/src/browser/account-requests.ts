/** What pages ask about accounts. The session is an HttpOnly cookie, which scripts never see. */

export type AuthResult = { ok: true } | { ok: false; message: string };

const messagesByCode: Readonly<Record<string, string>> = {
  ACCESS_TOKENS_LEFT:
    'Your password is changed. Access tokens that were made a moment ago may be left: sign in and revoke them.',
  EMAIL_TOO_LONG: 'The email is too long. Use at most 254 characters.',
  invalid_signature: 'This request is too old. Start again in the program.',
  CREDENTIAL_ACCOUNT_NOT_FOUND: 'This account has no password, so there is none to change.',
  INVALID_EMAIL: 'This is not an email address. Check it and try again.',
  INVALID_EMAIL_OR_PASSWORD: 'The email or the password is not right. Check both and try again.',
  INVALID_TOKEN: 'This link was used or is too old. Ask for a new one.',
  INVITATION_INVALID: 'The invitation was used, revoked or is too old. Ask for a new one.',
  INVITATION_NEEDED: 'A new account needs an invitation. Ask whoever runs this Taskora for one.',
  INVALID_ORIGIN:
    'This page was opened at an address that is not trusted. Open its main address and try again.',
  INVALID_PASSWORD: 'The present password is not right. Check it and try again.',
  NAME_TOO_LONG: 'The name is too long. Use at most 100 characters.',
  PASSWORD_TOO_LONG: 'The password is too long. Use at most 128 characters.',
  PASSWORD_TOO_SHORT: 'The password is too short. Use at least 8 characters.',
  SIGN_UP_CLOSED: 'No new accounts are made here. Ask whoever runs this Taskora.',
  USER_ALREADY_EXISTS: 'There is an account with this email already. Sign in instead.',
  USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL:
    'There is an account with this email already. Sign in instead.',
};

function textIn(body: unknown, key: string): string | undefined {
  const value: unknown =
    body !== null && typeof body === 'object' ? Reflect.get(body, key) : undefined;
  return typeof value === 'string' ? value : undefined;
}

async function explain(response: Response, undone: string): Promise<string> {
  if (response.status === 429) {
    const seconds = Number(response.headers.get('retry-after') ?? 60);
    return `That was too many attempts. Wait ${seconds} seconds and try again.`;
  }
  const body: unknown = await response.json().catch(() => null);
  const known = messagesByCode[textIn(body, 'code') ?? textIn(body, 'error') ?? ''];
  const detail = textIn(body, 'detail') ?? textIn(body, 'message');
  return known ?? `${undone} ${detail ?? 'Try again in a moment.'}`;
}

/** Also gives what was answered, of which most requests need nothing. */
async function ask(
  path: string,
  values: object,
  undone: string,
): Promise<{ ok: true; body: unknown } | { ok: false; message: string }> {
  try {
    const response = await fetch(`/api/auth/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(values),
    });
    if (!response.ok) return { ok: false, message: await explain(response, undone) };
    // Read to its end, because the page is left next and that would cancel the rest.
    return { ok: true, body: await response.json() };
  } catch {
    return {
      ok: false,
      message: `${undone} The server could not be reached. Try again in a moment.`,
    };
  }
}

async function send(path: string, values: object, undone: string): Promise<AuthResult> {
  const answer = await ask(path, values, undone);
  return answer.ok ? { ok: true } : answer;
}

export function signIn(values: { email: string; password: string }): Promise<AuthResult> {
  return send('sign-in/email', values, 'You are not signed in.');
}

export function signUp(values: {
  name: string;
  email: string;
  password: string;
  /** The token of an invitation. */
  invitation?: string;
}): Promise<AuthResult> {
  return send('sign-up/email', values, 'No account was made.');
}

export function signOut(): Promise<AuthResult> {
  return send('sign-out', {}, 'You are still signed in.');
}

export function changePassword(values: {
  currentPassword: string;
  newPassword: string;
  revokeOtherSessions: boolean;
}): Promise<AuthResult> {
  return send('change-password', values, 'The password was not changed.');
}

export function signOutDevice(id: string): Promise<AuthResult> {
  return send('devices/sign-out', { id }, 'The device is still signed in.');
}

export function signOutOtherDevices(): Promise<AuthResult> {
  return send('devices/sign-out-others', {}, 'The other devices are still signed in.');
}

/** Disconnects a program that was let in on the page that asked for it. */
export function endConnection(id: string): Promise<AuthResult> {
  return send('connections/end', { id }, 'The program is still connected.');
}

export function endAllConnections(): Promise<AuthResult> {
  return send('connections/end-all', {}, 'The connected programs are still connected.');
}

/** Answers what a program asks for, and gives the address at which the program waits for it. */
export async function answerProgram(
  accept: boolean,
  query: string,
): Promise<{ ok: true; url: string } | { ok: false; message: string }> {
  const undone = 'The program has no answer.';
  const answer = await ask('oauth2/consent', { accept, oauth_query: query }, undone);
  if (!answer.ok) return answer;
  const url = textIn(answer.body, 'url');
  const again = `${undone} This request is too old: start again in the program.`;
  return url === undefined ? { ok: false, message: again } : { ok: true, url };
}

/** Gives the link for the invited person, which is shown once. */
export async function createInvitation(
  label: string,
): Promise<{ ok: true; link: string } | { ok: false; message: string }> {
  const undone = 'Nobody was invited.';
  const answer = await ask('invitations/create', { label }, undone);
  if (!answer.ok) return answer;
  const link = textIn(answer.body, 'link');
  if (link === undefined) return { ok: false, message: `${undone} Try again in a moment.` };
  return { ok: true, link };
}

export function revokeInvitation(id: string): Promise<AuthResult> {
  return send('invitations/revoke', { id }, 'The invitation can still be used.');
}

/** The answer is the same whether there is an account with the address or not. */
export function requestPasswordReset(email: string): Promise<AuthResult> {
  return send('request-password-reset', { email }, 'No link was asked for.');
}

export function resetPassword(values: { token: string; newPassword: string }): Promise<AuthResult> {
  return send('reset-password', values, 'The password was not changed.');
}

/** Leaves the page for the provider's when it can be reached; it comes back to `next`, or to the sign-in page. */
async function leaveForProvider(path: string, values: object, undone: string): Promise<AuthResult> {
  const answer = await ask(path, values, undone);
  if (!answer.ok) return answer;
  const url = textIn(answer.body, 'url');
  if (url === undefined) return { ok: false, message: `${undone} Try again in a moment.` };
  window.location.assign(url);
  return { ok: true };
}

export function signInWithProvider(values: {
  next: string;
  invitation?: string;
}): Promise<AuthResult> {
  return leaveForProvider('oidc/sign-in', values, 'You are not signed in.');
}

export function connectProvider(): Promise<AuthResult> {
  return leaveForProvider('oidc/connect', {}, 'Nothing was connected.');
}
