/** What pages ask about accounts. The session is an HttpOnly cookie, which scripts never see. */

export type AuthResult = { ok: true } | { ok: false; message: string };

const messagesByCode: Readonly<Record<string, string>> = {
  EMAIL_TOO_LONG: 'The email is too long. Use at most 254 characters.',
  CREDENTIAL_ACCOUNT_NOT_FOUND: 'This account has no password, so there is none to change.',
  INVALID_EMAIL: 'This is not an email address. Check it and try again.',
  INVALID_EMAIL_OR_PASSWORD: 'The email or the password is not right. Check both and try again.',
  INVALID_ORIGIN:
    'This page was opened at an address that is not trusted. Open its main address and try again.',
  INVALID_PASSWORD: 'The present password is not right. Check it and try again.',
  NAME_TOO_LONG: 'The name is too long. Use at most 100 characters.',
  PASSWORD_TOO_LONG: 'The password is too long. Use at most 128 characters.',
  PASSWORD_TOO_SHORT: 'The password is too short. Use at least 8 characters.',
  USER_ALREADY_EXISTS: 'There is an account with this email already. Sign in instead.',
  USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL:
    'There is an account with this email already. Sign in instead.',
};

async function explain(response: Response, undone: string): Promise<string> {
  if (response.status === 429) {
    const seconds = Number(response.headers.get('retry-after') ?? 60);
    return `That was too many attempts. Wait ${seconds} seconds and try again.`;
  }
  const body: unknown = await response.json().catch(() => null);
  const text = (key: string) => {
    const value: unknown =
      body !== null && typeof body === 'object' ? Reflect.get(body, key) : undefined;
    return typeof value === 'string' ? value : undefined;
  };
  const known = messagesByCode[text('code') ?? ''];
  return known ?? `${undone} ${text('detail') ?? text('message') ?? 'Try again in a moment.'}`;
}

async function send(path: string, values: object, undone: string): Promise<AuthResult> {
  try {
    const response = await fetch(`/api/auth/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(values),
    });
    if (!response.ok) return { ok: false, message: await explain(response, undone) };
    // Read to its end, because the page is left next and that would cancel the rest.
    await response.arrayBuffer();
    return { ok: true };
  } catch {
    return {
      ok: false,
      message: `${undone} The server could not be reached. Try again in a moment.`,
    };
  }
}

export function signIn(values: { email: string; password: string }): Promise<AuthResult> {
  return send('sign-in/email', values, 'You are not signed in.');
}

export function signUp(values: {
  name: string;
  email: string;
  password: string;
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
