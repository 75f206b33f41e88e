import type { FrontEndConfig } from '@taskora/config';
import type { BetterAuthOptions } from 'better-auth';
import { isAPIError } from 'better-auth/api';
import { jwt } from 'better-auth/plugins';
import type pg from 'pg';
import { attemptLimit } from './attempt-limit.ts';
import { cookieSettings } from './cookies.ts';
import { errorFields, type Log } from './log.ts';

const daySeconds = 24 * 60 * 60;

export type AuthConfig = Pick<
  FrontEndConfig,
  | 'authAudience'
  | 'authIssuer'
  | 'authRequestsPerMinute'
  | 'authSecret'
  | 'attemptsPerMinute'
  | 'chatbotUrl'
  | 'publicUrl'
  | 'signUpsPerMinute'
  | 'trustedOrigins'
  | 'trustedProxies'
  | 'webUrl'
>;

export function trustedOriginsOf(
  config: Pick<AuthConfig, 'chatbotUrl' | 'publicUrl' | 'trustedOrigins' | 'webUrl'>,
): string[] {
  return [
    ...new Set([config.publicUrl, config.webUrl, config.chatbotUrl, ...config.trustedOrigins]),
  ];
}

/** Short tokens with nothing but the user's id; they never reach a browser. */
function tokenPlugin(config: AuthConfig) {
  return jwt({
    disableSettingJwtHeader: true,
    jwks: {
      keyPairConfig: { alg: 'EdDSA', crv: 'Ed25519' },
      rotationInterval: 30 * daySeconds,
      gracePeriod: daySeconds,
    },
    jwt: {
      issuer: config.authIssuer,
      audience: config.authAudience,
      expirationTime: '5m',
      definePayload: () => ({}),
    },
  });
}

/** Refusals are worth knowing of, but not who tried with what: bodies and headers stay out. */
function logRefusal(log: Log, error: unknown): void {
  if (isAPIError(error)) log.warn('an account request was refused', { status: error.statusCode });
  else log.error('an account request failed', errorFields(error));
}

export function authOptions(config: AuthConfig, pool: pg.Pool, log: Log) {
  const cookies = cookieSettings(config);
  const perMinute = { window: 60, max: config.authRequestsPerMinute };
  return {
    appName: 'Taskora',
    baseURL: config.publicUrl,
    basePath: '/api/auth',
    secret: config.authSecret,
    database: pool,
    trustedOrigins: trustedOriginsOf(config),
    emailAndPassword: { enabled: true, minPasswordLength: 8, maxPasswordLength: 128 },
    session: { expiresIn: 30 * daySeconds, updateAge: daySeconds },
    rateLimit: {
      enabled: true,
      storage: 'database',
      ...perMinute,
      // The signing keys are read by every replica of the API; counting that would cost a write each.
      customRules: {
        '/jwks': false,
        '/sign-in/*': perMinute,
        '/sign-up/*': perMinute,
      },
    },
    advanced: {
      cookiePrefix: cookies.prefix,
      useSecureCookies: false,
      ipAddress: { trustedProxies: [...config.trustedProxies] },
      defaultCookieAttributes: {
        secure: cookies.secure,
        sameSite: 'lax',
        httpOnly: true,
        path: '/',
      },
    },
    plugins: [tokenPlugin(config), attemptLimit(pool, config, cookies)],
    telemetry: { enabled: false },
    // Arguments are left out: Better Auth passes whole errors and rows with them.
    logger: {
      level: 'warn',
      log: (level, message) => log[level](message, { source: 'better-auth' }),
    },
    onAPIError: { onError: (error) => logRefusal(log, error) },
  } satisfies BetterAuthOptions;
}
