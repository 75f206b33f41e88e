import { betterAuth } from 'better-auth';
import type pg from 'pg';
import type { Log } from './log.ts';
import { authOptions, type AuthConfig } from './options.ts';

export function createAuth(config: AuthConfig, pool: pg.Pool, log: Log) {
  return betterAuth(authOptions(config, pool, log));
}

export type Auth = ReturnType<typeof createAuth>;
