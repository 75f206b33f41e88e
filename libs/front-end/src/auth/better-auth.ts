import { betterAuth } from 'better-auth';
import { authOptions, type AuthConfig, type AuthParts } from './better-auth-options.ts';

export function createAuth(config: AuthConfig, parts: AuthParts) {
  return betterAuth(authOptions(config, parts));
}

export type Auth = ReturnType<typeof createAuth>;
