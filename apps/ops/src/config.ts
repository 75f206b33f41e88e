import { loadConfig } from '@taskora/config';
import { processEnvironment } from '@taskora/config/environment';
import { z } from 'zod';

const name = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9.-]{0,61}[a-z0-9])?$/, 'is no name of Kubernetes');
const port = z.coerce.number().int().min(1).max(65_535);
const names = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((one) => one.trim())
      .filter((one) => one !== ''),
  );
const flag = z.enum(['true', 'false']).transform((text) => text === 'true');

/** What both skins of the server read. */
const cluster = {
  namespace: {
    name: 'OPS_NAMESPACE',
    schema: name.default('taskora'),
    fix: 'set OPS_NAMESPACE to the namespace of the releases, such as taskora',
  },
  context: {
    name: 'OPS_CONTEXT',
    schema: z.string().default('minikube'),
    fix: 'set OPS_CONTEXT to a context of kubectl config get-contexts',
  },
} as const;

const ofWorkstation = {
  ...cluster,
  releaseSecrets: {
    name: 'OPS_RELEASE_SECRETS',
    schema: flag.default(true),
    fix: 'set OPS_RELEASE_SECRETS to true or false',
  },
  environment: {
    name: 'OPS_ENVIRONMENT',
    schema: name.optional(),
    fix: 'set OPS_ENVIRONMENT to a file of infra/environments, without .yaml',
  },
  groups: {
    name: 'OPS_GROUPS',
    schema: z.enum(['cluster', 'cluster,workspace']).default('cluster,workspace'),
    fix: 'set OPS_GROUPS to cluster, or to cluster,workspace',
  },
} as const;

const ofServer = {
  ...cluster,
  credentials: {
    name: 'OPS_CREDENTIALS',
    schema: z.enum(['service-account', 'kubeconfig']).default('service-account'),
    fix: 'set OPS_CREDENTIALS to service-account, or to kubeconfig outside of a pod',
  },
  releaseSecrets: {
    name: 'OPS_RELEASE_SECRETS',
    schema: flag.default(false),
    fix: 'set OPS_RELEASE_SECRETS to true or false',
  },
  host: { name: 'HOST', schema: z.string().default('127.0.0.1'), fix: 'set HOST to an address' },
  port: { name: 'PORT', schema: port.default(8080), fix: 'set PORT to a free port' },
  metricsPort: {
    name: 'METRICS_PORT',
    schema: z.coerce.number().int().min(0).max(65_535).default(0),
    fix: 'set METRICS_PORT to a free port, or to 0 to export no metrics',
  },
  allowedHosts: {
    name: 'OPS_ALLOWED_HOSTS',
    schema: names,
    fix: 'set OPS_ALLOWED_HOSTS to the names that requests may be addressed to, with commas between',
  },
  allowedOrigins: {
    name: 'OPS_ALLOWED_ORIGINS',
    schema: names,
    fix: 'set OPS_ALLOWED_ORIGINS to the host names of pages that may call, with commas between',
  },
  token: {
    name: 'OPS_TOKEN',
    schema: z.string().min(16, 'is shorter than 16 characters').optional(),
    fix: 'set OPS_TOKEN to a random text of at least 16 characters, or leave it out',
  },
  logLevel: {
    name: 'LOG_LEVEL',
    schema: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
    fix: 'set LOG_LEVEL to debug, info, warn or error',
  },
} as const;

export const workstationConfig = () => loadConfig(ofWorkstation);
export const serverConfig = () => loadConfig(ofServer);

export type ServerConfig = ReturnType<typeof serverConfig>;

/** Of the variables that a program may be given those that do not belong to the Nx that runs this one. */
export function environmentOfNx(): Readonly<Record<string, string | undefined>> {
  const own = Object.entries(processEnvironment()).filter(([key]) => !/^(?:NX_|npm_)/.test(key));
  return Object.fromEntries(own);
}

/** Where the server of this container answers. */
export const healthPort = () => loadConfig({ port: ofServer.port }).port;
