import { request as httpRequest } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { RequestOptions } from 'node:https';
import { setTimeout as delay } from 'node:timers/promises';
import type { KubeConfig } from '@kubernetes/client-node';
import { messageOf, UserError } from '@taskora/base/errors';

/** The one API server that is asked; there is no request here that could change anything. */
export interface ApiServer {
  /** One object or list, parsed. */
  get(path: string, options?: { readonly accept?: string }): Promise<unknown>;
  /** The end of a text, such as a log: at most so many bytes. */
  tail(path: string, bytes: number): Promise<string>;
}

export interface ApiServerOptions {
  readonly credentials: 'kubeconfig' | 'service-account';
  /** Of the kubeconfig; no other is ever used, whatever the current one is. */
  readonly context: string;
  readonly namespace: string;
}

const LIMIT_MS = 10_000;
/** A list of one namespace is far below it; more is refused and not kept in memory. */
const answerBytes = 32 * 2 ** 20;
/** Of a log that is read until its end: what is before the end is dropped while it comes. */
const logBytes = 64 * 2 ** 20;

export function connectApiServer(options: ApiServerOptions): ApiServer {
  let config: Promise<KubeConfig> | undefined;
  let access: Promise<RequestOptions> | undefined;
  const open = async (path: string, accept: string): Promise<IncomingMessage> => {
    // A kubeconfig that was missing may be there at the next question.
    config ??= loadConfig(options).catch((error: unknown) => {
      config = undefined;
      throw error;
    });
    const loaded = await config;
    const url = addressOf(loaded, path);
    // Questions at the same time share one: a program that gives the token is not started for each.
    access ??= accessOf(loaded).finally(() => (access = undefined));
    return ask(url, await access, accept, { path, ...options });
  };
  return {
    get: async (path, { accept = 'application/json' } = {}) => {
      const answer = await open(path, accept);
      return parsed(await whole(answer, path, options), path);
    },
    tail: async (path, bytes) => endOf(await open(path, '*/*'), bytes, options),
  };
}

async function loadConfig({ credentials, context }: ApiServerOptions): Promise<KubeConfig> {
  // Large, and needed by nobody who only lists the tools.
  const { KubeConfig: Config } = await import('./kube-config.ts');
  const config = new Config();
  try {
    if (credentials === 'service-account') config.loadFromCluster();
    else config.loadFromDefault();
  } catch (error) {
    throw unreadable(error);
  }
  if (credentials === 'service-account') return config;
  if (config.getContextObject(context) === null) {
    throw new UserError(
      'OPS_CONTEXT_UNKNOWN',
      `the kubeconfig has no context ${context}`,
      'npm run up, or set OPS_CONTEXT to one of kubectl config get-contexts',
    );
  }
  config.setCurrentContext(context);
  return config;
}

/** A file that is not there, a program that gives no token, or an address that may not be used. */
function unreadable(error: unknown): UserError {
  return new UserError(
    'OPS_CREDENTIALS_UNREADABLE',
    `the credentials for the API server cannot be read: ${messageOf(error)}`,
    'kubectl config view',
    { cause: error },
  );
}

function addressOf(config: KubeConfig, path: string): URL {
  const server = config.getCurrentCluster()?.server ?? '';
  const address = `${server.replace(/\/$/, '')}${path}`;
  if (/^https?:\/\//.test(server) && URL.canParse(address)) return new URL(address);
  throw unreadable(
    new Error(`the cluster of the context has no address: ${JSON.stringify(server)}`),
  );
}

/** A kubeconfig may name a program that gives the token, and that program may wait for somebody. */
async function accessOf(config: KubeConfig): Promise<RequestOptions> {
  const access: RequestOptions = {};
  const limit = new AbortController();
  const late = delay(LIMIT_MS, undefined, { signal: limit.signal }).then(() => {
    throw new Error(`no credentials within ${LIMIT_MS / 1000} s; run what users[].user.exec names`);
  });
  try {
    await Promise.race([config.applyToHTTPSOptions(access), late]);
    return access;
  } catch (error) {
    throw unreadable(error);
  } finally {
    limit.abort();
    late.catch(() => undefined);
  }
}

async function ask(
  url: URL,
  access: RequestOptions,
  accept: string,
  { path, ...options }: ApiServerOptions & { readonly path: string },
): Promise<IncomingMessage> {
  const start = url.protocol === 'http:' ? httpRequest : httpsRequest;
  const headers = { ...access.headers, accept };
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const request = start(
      url,
      { ...access, headers, method: 'GET', signal: AbortSignal.timeout(LIMIT_MS) },
      resolve,
    );
    request.on('error', reject).end();
  }).catch((error: unknown) => {
    throw unreachable(error, options);
  });
  if (answer.statusCode === 200) return answer;
  throw refused(answer.statusCode ?? 0, await messageIn(answer, options), path, options);
}

function kubectlPlace({ credentials, context, namespace }: ApiServerOptions): string {
  return credentials === 'service-account'
    ? `kubectl --namespace ${namespace}`
    : `kubectl --context ${context} --namespace ${namespace}`;
}

function unreachable(error: unknown, options: ApiServerOptions): UserError {
  return new UserError(
    'OPS_CLUSTER_UNREACHABLE',
    `the API server does not answer: ${messageOf(error)}`,
    options.credentials === 'service-account'
      ? `kubectl --namespace ${options.namespace} describe networkpolicy`
      : 'npx nx run minikube:cluster-status',
    { cause: error },
  );
}

/** What is asked for, without the query: `pods`, or `configmaps/nx-helm-history-api`. */
function subjectOf(path: string): string {
  return path.replace(/\?.*$/, '').replace(/^.*\/namespaces\/[^/]+\//, '');
}

/** Objects are listed, and of one pod the log is got, which kubectl takes as a part of the pod. */
function rightTo(subject: string): string {
  const pod = /^(.+)\/log$/.exec(subject)?.[1];
  return pod === undefined ? `list ${subject}` : `get ${pod} --subresource=log`;
}

function refused(
  status: number,
  message: string,
  path: string,
  options: ApiServerOptions,
): UserError {
  const subject = subjectOf(path);
  const place = kubectlPlace(options);
  if (status === 401 || status === 403) {
    return new UserError(
      'OPS_FORBIDDEN',
      `these credentials may not read ${subject}: ${message}`,
      `${place} auth can-i ${rightTo(subject)}`,
    );
  }
  if (status === 404) {
    return new UserError('OPS_NOT_FOUND', `there is no ${subject}: ${message}`, `${place} get all`);
  }
  return new UserError(
    'OPS_API_SERVER_FAILED',
    `the API server answered ${status} for ${subject}: ${message}`,
    `${place} get --raw /readyz?verbose`,
  );
}

async function messageIn(answer: IncomingMessage, options: ApiServerOptions): Promise<string> {
  const text = await endOf(answer, 2000, options);
  try {
    const { message } = JSON.parse(text) as { readonly message?: unknown };
    return typeof message === 'string' ? message : text;
  } catch {
    return text;
  }
}

async function whole(
  answer: IncomingMessage,
  path: string,
  options: ApiServerOptions,
): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  try {
    for await (const part of answer as AsyncIterable<Buffer>) {
      size += part.length;
      if (size > answerBytes) throw tooLarge(path, options);
      parts.push(part);
    }
  } catch (error) {
    throw error instanceof UserError ? error : unreachable(error, options);
  }
  return Buffer.concat(parts).toString();
}

async function endOf(
  answer: IncomingMessage,
  bytes: number,
  options: ApiServerOptions,
): Promise<string> {
  let end = Buffer.alloc(0);
  let size = 0;
  try {
    for await (const part of answer as AsyncIterable<Buffer>) {
      end = Buffer.concat([end, part]);
      if (end.length > bytes) end = end.subarray(end.length - bytes);
      size += part.length;
      if (size > logBytes) break;
    }
  } catch (error) {
    throw unreachable(error, options);
  }
  return end.toString();
}

function tooLarge(path: string, options: ApiServerOptions): UserError {
  return new UserError(
    'OPS_ANSWER_TOO_LARGE',
    `the list of ${subjectOf(path)} has more than ${answerBytes / 2 ** 20} MiB`,
    `${kubectlPlace(options)} get ${subjectOf(path)}`,
  );
}

function parsed(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UserError(
      'OPS_ANSWER_UNEXPECTED',
      `the answer for ${subjectOf(path)} is not JSON, so it is not from an API server`,
      'kubectl cluster-info',
    );
  }
}
