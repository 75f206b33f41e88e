import { z } from 'zod';
import type { ConfigOf } from './load-config.ts';

const postgresUrl = z.url({ protocol: /^postgres(ql)?$/, error: 'it is not a PostgreSQL address' });
const httpUrl = z.url({ protocol: /^https?$/, error: 'it is not an http or https address' });

/** An origin is compared as text by browsers and servers, so a path or a final slash must not be in it. */
const origin = httpUrl.transform((text) => new URL(text).origin);

const listed = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((each) => each.trim())
      .filter(Boolean),
  );
const origins = listed.pipe(z.array(origin));

/** Single addresses and ranges, such as 10.0.0.0/8. */
const addresses = listed.pipe(
  z.array(
    z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], {
      error: 'it is not a list of IP addresses and ranges',
    }),
  ),
);

const positive = (preset: number) => z.coerce.number().int().positive().default(preset);

const databaseVariables = {
  databaseUrl: {
    name: 'DATABASE_URL',
    schema: postgresUrl,
    fix: 'set it like DATABASE_URL=postgresql://taskora_auth:PASSWORD@postgres:5432/taskora',
  },
} as const;

/** What the program that migrates the schema of the accounts reads. */
export const migrateVariables = {
  ...databaseVariables,
  databaseDirectUrl: {
    name: 'DATABASE_DIRECT_URL',
    schema: postgresUrl.optional(),
    fix: 'set it like DATABASE_URL, without the pooler, or leave it out where there is none',
  },
  waitSeconds: {
    name: 'MIGRATE_WAIT_SECONDS',
    schema: z.coerce.number().min(0).default(120),
    fix: 'set it to how long to wait for the database, like MIGRATE_WAIT_SECONDS=120',
  },
} as const;

/** What a Next.js app of this product reads from its environment; both apps read the same. */
export const frontEndVariables = {
  ...databaseVariables,
  authSecret: {
    name: 'BETTER_AUTH_SECRET',
    schema: z.string().min(32, 'it is shorter than 32 characters'),
    fix: 'set it to the output of: openssl rand -hex 32 (and never change it: sessions depend on it)',
  },
  publicUrl: {
    name: 'PUBLIC_URL',
    schema: origin,
    fix: 'set it to the address that people type, like PUBLIC_URL=http://localhost:30000',
  },
  trustedOrigins: {
    name: 'TRUSTED_ORIGINS',
    schema: origins,
    fix: 'set it to further addresses of this app, like TRUSTED_ORIGINS=http://localhost:30000,http://localhost:30001',
  },
  webUrl: {
    name: 'WEB_URL',
    schema: origin,
    fix: 'set it to the address of the task list, like WEB_URL=http://localhost:30000',
  },
  chatbotUrl: {
    name: 'CHATBOT_URL',
    schema: origin,
    fix: 'set it to the address of the chat, like CHATBOT_URL=http://localhost:30001',
  },
  apiUrl: {
    name: 'API_URL',
    schema: origin,
    fix: 'set it to the address of the API inside the cluster, like API_URL=http://api',
  },
  authIssuer: {
    name: 'AUTH_ISSUER',
    schema: z.string().default('taskora'),
    fix: 'set it to the same text as in the API, like AUTH_ISSUER=taskora',
  },
  authAudience: {
    name: 'AUTH_AUDIENCE',
    schema: z.string().default('taskora-api'),
    fix: 'set it to the same text as in the API, like AUTH_AUDIENCE=taskora-api',
  },
  logLevel: {
    name: 'LOG_LEVEL',
    schema: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
    fix: 'set it to one of debug, info, warn, error',
  },
  metricsPort: {
    name: 'METRICS_PORT',
    schema: z.coerce.number().int().min(0).max(65_535).default(0),
    fix: 'set it to the port that Prometheus reads, like METRICS_PORT=9090, or to 0 to measure nothing',
  },
  metricsHost: {
    name: 'METRICS_HOST',
    schema: z.string().default('0.0.0.0'),
    fix: 'set it to the address that Prometheus reads at, like METRICS_HOST=0.0.0.0',
  },
  tracesEndpoint: {
    name: 'OTEL_EXPORTER_OTLP_ENDPOINT',
    schema: z.union([z.literal(''), httpUrl]).default(''),
    fix: 'set it to a collector of traces, like OTEL_EXPORTER_OTLP_ENDPOINT=http://otel-collector:4318, or leave it out',
  },
  attemptsPerMinute: {
    name: 'SIGN_IN_ATTEMPTS_PER_MINUTE',
    schema: positive(10),
    fix: 'set it to how often one account may try to sign in, like SIGN_IN_ATTEMPTS_PER_MINUTE=10',
  },
  signInsPerAddress: {
    name: 'SIGN_INS_PER_ADDRESS',
    schema: positive(60),
    fix: 'set it to how many sign-ins and new accounts one address may have in a minute, like SIGN_INS_PER_ADDRESS=60',
  },
  wrongSignInsPerAddress: {
    name: 'WRONG_SIGN_INS_PER_ADDRESS',
    schema: positive(10),
    fix: 'set it to how many wrong sign-ins one address may have in a minute, like WRONG_SIGN_INS_PER_ADDRESS=10',
  },
  wrongSignInsInTotal: {
    name: 'WRONG_SIGN_INS_IN_TOTAL',
    schema: positive(60),
    fix: 'set it to how many wrong sign-ins everybody together may have in a minute, like WRONG_SIGN_INS_IN_TOTAL=60',
  },
  signUpsPerMinute: {
    name: 'SIGN_UPS_PER_MINUTE',
    schema: positive(120),
    fix: 'set it to how many accounts may be made by everybody together, like SIGN_UPS_PER_MINUTE=120',
  },
  signUp: {
    name: 'SIGN_UP',
    schema: z.enum(['open', 'invitation', 'closed']).default('open'),
    fix: 'set it to who may make an account after the first: open, invitation or closed',
  },
  resetRequestsPerMinute: {
    name: 'PASSWORD_RESETS_PER_MINUTE',
    schema: positive(30),
    fix: 'set it to how many links for a new password may be asked for by everybody together, like PASSWORD_RESETS_PER_MINUTE=30',
  },
  smtpUrl: {
    name: 'SMTP_URL',
    schema: z.url({ protocol: /^smtps?$/, error: 'it is not an smtp or smtps address' }).optional(),
    fix: 'set it like SMTP_URL=smtps://USER:PASSWORD@mail.example.org, or leave it out when no mail is sent',
  },
  smtpFrom: {
    name: 'SMTP_FROM',
    schema: z.string().default('Taskora <taskora@localhost>'),
    fix: 'set it to the sender of mail, like SMTP_FROM=Taskora <taskora@example.org>',
  },
  oidcIssuer: {
    name: 'OIDC_ISSUER',
    schema: httpUrl.optional(),
    fix: 'set it to the issuer of the provider of identities, like OIDC_ISSUER=https://id.example.org, or leave it out when there is none',
  },
  oidcClientId: {
    name: 'OIDC_CLIENT_ID',
    schema: z.string().default('taskora'),
    fix: 'set it to what the provider calls this product, like OIDC_CLIENT_ID=taskora',
  },
  oidcClientSecret: {
    name: 'OIDC_CLIENT_SECRET',
    schema: z.string().optional(),
    fix: 'set it to the secret that the provider gave, or leave it out for a public client',
  },
  oidcName: {
    name: 'OIDC_NAME',
    schema: z.string().max(40).default('single sign-on'),
    fix: 'set it to what people call the provider, like OIDC_NAME=Authentik',
  },
  trustedProxies: {
    name: 'TRUSTED_PROXIES',
    schema: addresses,
    fix: 'set it to the addresses of your own proxies, like TRUSTED_PROXIES=10.0.0.0/8, or leave it out when there is none',
  },
  authRequestsPerMinute: {
    name: 'AUTH_REQUESTS_PER_MINUTE',
    schema: positive(600),
    fix: 'set it to how often one address may use one sign-in route, like AUTH_REQUESTS_PER_MINUTE=600',
  },
} as const;

const {
  apiUrl,
  authAudience,
  authIssuer,
  authRequestsPerMinute,
  authSecret,
  chatbotUrl,
  publicUrl,
  trustedOrigins,
  webUrl,
} = frontEndVariables;

/** What the program reads that makes a link for a new password, and ends access to the account. */
export const resetPasswordVariables = {
  ...databaseVariables,
  apiUrl,
  authAudience,
  authIssuer,
  authRequestsPerMinute,
  authSecret,
  chatbotUrl,
  publicUrl,
  trustedOrigins,
  webUrl,
} as const;

/** What every build knows, because builds are reproducible; it must protect nothing that runs. */
const buildTimeKey = 'dGFza29yYS1idWlsZC10aW1lLWNvbnN0YW50LTMyYiE=';

/**
 * Next.js reads this one itself, and would silently take the build's public constant in its
 * place. It is checked here so that a server without it does not start.
 */
export const productionVariables = {
  ...frontEndVariables,
  serverActionsKey: {
    name: 'NEXT_SERVER_ACTIONS_ENCRYPTION_KEY',
    schema: z
      .base64({ error: 'it is not base64', abort: true })
      .refine((key) => [16, 24, 32].includes(atob(key).length), {
        error: 'it is not a key of 16, 24 or 32 bytes',
        abort: true,
      })
      .refine((key) => key !== buildTimeKey, { error: 'it is the public constant of the build' }),
    fix: 'set it to the output of: openssl rand -base64 32 (the same in all replicas of an app)',
  },
  deploymentId: {
    name: 'NEXT_DEPLOYMENT_ID',
    schema: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'it is not 1 to 64 letters, digits, _ or -'),
    fix: 'set it to the tag of the image, like NEXT_DEPLOYMENT_ID=c-0123456789ab (the same in all replicas)',
  },
} as const;

export type FrontEndConfig = ConfigOf<typeof frontEndVariables>;

export type ResetPasswordConfig = ConfigOf<typeof resetPasswordVariables>;
