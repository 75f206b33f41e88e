import type { FrontEndConfig } from '@taskora/config';
import type { BetterAuthOptions, BetterAuthPlugin } from 'better-auth';
import { isAPIError } from 'better-auth/api';
import { jwt } from 'better-auth/plugins';
import { PostgresDialect, type PostgresPool } from 'kysely';
import { errorFields, type Log } from '../base/log.ts';
import { authSchema, type Database } from '../database/database.ts';
import { providerTokenRules } from './provider-tokens.ts';
import { accountRules } from './account-rules.ts';
import { signUpRules } from './sign-up-rules.ts';
import type { SignUpPolicy } from './sign-up-policy.ts';
import { cookieSettings } from './cookies.ts';
import type { PasswordHasher } from './password-hash.ts';
import type { Mailer } from './mailer.ts';
import { endAccess, passwordResetRules, sendResetLink } from './password-reset.ts';
import { resetLifeSeconds } from './reset-links.ts';
import { oneSigningKey } from './signing-keys.ts';
import { passwordCharactersMin } from './password-rules.ts';

const daySeconds = 24 * 60 * 60;
const sessionSeconds = 30 * daySeconds;

/** A session lasts thirty days from its last prolongation, which happens once a day while it is used. */
export const sessionLife = {
  expiresIn: sessionSeconds,
  updateAge: daySeconds,
  /** Milliseconds that remain of a session when it is prolonged. */
  prolongBelow: (sessionSeconds - daySeconds) * 1000,
};

export type AuthConfig = Pick<
  FrontEndConfig,
  | 'authAudience'
  | 'authIssuer'
  | 'authRequestsPerMinute'
  | 'authSecret'
  | 'chatbotUrl'
  | 'publicUrl'
  | 'trustedOrigins'
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
export function tokenOptions(config: Pick<AuthConfig, 'authAudience' | 'authIssuer'>) {
  return {
    disableSettingJwtHeader: true,
    jwks: {
      keyPairConfig: { alg: 'EdDSA' as const, crv: 'Ed25519' as const },
      rotationInterval: 30 * daySeconds,
      gracePeriod: daySeconds,
    },
    jwt: {
      issuer: config.authIssuer,
      audience: config.authAudience,
      expirationTime: '5m',
      definePayload: () => ({}),
    },
  };
}

/** Refusals are worth knowing of, but not who tried with what: bodies and headers stay out. */
function logRefusal(log: Log, error: unknown): void {
  if (isAPIError(error)) log.warn('an account request was refused', { status: error.statusCode });
  else log.error('an account request failed', errorFields(error));
}

export interface AuthParts {
  database: Pick<Database, 'connect' | 'end'>;
  hasher: PasswordHasher;
  log: Log;
  signUpPolicy: Pick<SignUpPolicy, 'admit'>;
  /** Ends all access tokens of a person. */
  revokeAccessTokens: (userId: string) => Promise<void>;
  /** Absent where mail is not configured: then an operator makes the links. */
  mailer?: Mailer | undefined;
  /** What only some requests need: the provider of identities, or what programs get their tokens from. */
  plugin?: BetterAuthPlugin | undefined;
  /** Where a person is sent with an error that no page has asked for. */
  errorPage?: string | undefined;
}

export function authOptions(config: AuthConfig, parts: AuthParts) {
  const { database, hasher, log, signUpPolicy, revokeAccessTokens, mailer, plugin } = parts;
  const cookies = cookieSettings(config);
  const perMinute = { window: 60, max: config.authRequestsPerMinute };
  return {
    appName: 'Taskora',
    baseURL: config.publicUrl,
    basePath: '/api/auth',
    secret: config.authSecret,
    database: {
      // All that the query builder asks of a pool; it says cursors too, which nobody opens here.
      dialect: new PostgresDialect({ pool: database as unknown as PostgresPool }),
      type: 'postgres' as const,
      schemaName: authSchema,
      transaction: true,
    },
    trustedOrigins: trustedOriginsOf(config),
    emailAndPassword: {
      enabled: true,
      minPasswordLength: passwordCharactersMin,
      maxPasswordLength: 128,
      password: { hash: hasher.hash, verify: hasher.verify },
      resetPasswordTokenExpiresIn: resetLifeSeconds,
      revokeSessionsOnPasswordReset: true,
      onPasswordReset: endAccess({ database, revokeAccessTokens, log }),
      ...(mailer && { sendResetPassword: sendResetLink(mailer, config.webUrl) }),
    },
    // Whoever reads the table can use none of its tokens.
    verification: { storeIdentifier: 'hashed' },
    session: { expiresIn: sessionLife.expiresIn, updateAge: sessionLife.updateAge },
    rateLimit: {
      enabled: true,
      storage: 'database',
      ...perMinute,
      // The signing keys are read by every replica of the API; counting that would cost a write each.
      customRules: {
        '/jwks': false,
        '/change-password': perMinute,
        '/request-password-reset': perMinute,
        '/sign-in/*': perMinute,
        '/sign-up/*': perMinute,
      },
    },
    advanced: {
      cookiePrefix: cookies.prefix,
      useSecureCookies: false,
      defaultCookieAttributes: {
        secure: cookies.secure,
        sameSite: 'lax',
        httpOnly: true,
        path: '/',
      },
    },
    plugins: [
      jwt({ ...tokenOptions(config), adapter: { createJwk: oneSigningKey(database) } }),
      signUpRules(signUpPolicy),
      accountRules(hasher, cookies),
      passwordResetRules({ database, revokeAccessTokens, log }),
      ...(plugin ? [plugin] : []),
    ],
    // An address that nobody verified may be somebody else's, here as with the provider.
    account: { accountLinking: { enabled: true, requireLocalEmailVerified: true } },
    databaseHooks: { account: providerTokenRules },
    telemetry: { enabled: false },
    // Arguments are left out: Better Auth passes whole errors and rows with them.
    logger: {
      level: 'warn',
      log: (level, message) => log[level](message, { source: 'better-auth' }),
    },
    onAPIError: {
      errorURL: `${config.publicUrl}${parts.errorPage ?? '/sign-in'}`,
      onError: (error) => logRefusal(log, error),
    },
  } satisfies BetterAuthOptions;
}
