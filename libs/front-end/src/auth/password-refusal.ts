import { APIError } from 'better-auth/api';
import { weaknessOf } from './password-rules.ts';
import { textOf } from './request-fields.ts';

export function refuse(code: string, message: string): never {
  throw new APIError('BAD_REQUEST', { code, message });
}

/** Refuses a request for a new password that would be among the first that anybody tries. */
export async function refuseWeak(
  body: unknown,
  key: string,
  personal: readonly string[],
): Promise<void> {
  const weakness = await weaknessOf(textOf(body, key) ?? '', personal);
  if (weakness !== undefined) refuse(weakness.code, weakness.message);
}
