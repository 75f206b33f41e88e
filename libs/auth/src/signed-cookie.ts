import { createHmac, timingSafeEqual } from 'node:crypto';
import { cookieValue } from './cookies.ts';

/** A SHA-256 in base64, as Better Auth appends it to what it signs. */
const signed = /^(.+)\.([A-Za-z0-9+/]{43}=)$/;

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * The value of a cookie that Better Auth has signed, or undefined for one that is absent or made up.
 * It asks nobody, so that made-up cookies cost no question to the database.
 */
export function signedCookie(headers: Headers, name: string, secret: string): string | undefined {
  const [, value, signature] = signed.exec(decoded(cookieValue(headers, name) ?? '')) ?? [];
  if (value === undefined || signature === undefined) return undefined;
  const expected = createHmac('sha256', secret).update(value).digest();
  const given = Buffer.from(signature, 'base64');
  return given.length === expected.length && timingSafeEqual(given, expected) ? value : undefined;
}
