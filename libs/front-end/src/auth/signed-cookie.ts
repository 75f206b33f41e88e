import { createHmac, timingSafeEqual } from 'node:crypto';
import type { RequestHeaders } from '../http/request-headers.ts';
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
export function signedCookie(
  headers: RequestHeaders,
  name: string,
  secret: string,
): string | undefined {
  const [, value, signature] = signed.exec(decoded(cookieValue(headers, name) ?? '')) ?? [];
  if (value === undefined || signature === undefined) return undefined;
  const expected = createHmac('sha256', secret).update(value).digest();
  const given = Buffer.from(signature, 'base64');
  return given.length === expected.length && timingSafeEqual(given, expected) ? value : undefined;
}

const keptMax = 10_000;
/** A session's cookie has a hundred characters; longer spellings of it would only fill the memory. */
const keptLengthMax = 200;

/**
 * The same for one cookie of many requests. Values that were found right are kept, because each check
 * costs a hash; those that were made up are never among them.
 */
export function createCookieCheck(name: () => string, secret: () => string) {
  const kept = new Map<string, string>();
  return (headers: RequestHeaders): string | undefined => {
    const sent = cookieValue(headers, name());
    if (sent === undefined) return undefined;
    const known = kept.get(sent);
    if (known !== undefined) return known;
    const value = signedCookie(headers, name(), secret());
    if (value === undefined || sent.length > keptLengthMax) return value;
    const [oldest] = kept.keys();
    if (kept.size >= keptMax && oldest !== undefined) kept.delete(oldest);
    // A copy: a piece of a string keeps the whole header in memory.
    kept.set(Buffer.from(sent).toString(), value);
    return value;
  };
}
