import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface StoredObject extends Readonly<Record<string, unknown>> {
  readonly metadata: Readonly<Record<string, unknown>> & {
    readonly labels?: Readonly<Record<string, string>>;
  };
}

/** What the server answers from, by the path of a list below its namespace, such as `apps/v1/deployments`. */
export type Lists = Readonly<Record<string, readonly StoredObject[]>>;

export interface ClusterContent {
  readonly lists: Lists;
  /** By pod and container, such as `api-1/api`. */
  readonly logs?: Readonly<Record<string, string>>;
  /** Lists that these credentials may not read. */
  readonly forbidden?: readonly string[];
  /** Lists that this cluster does not have. */
  readonly absent?: readonly string[];
}

/**
 * Answers reads as an API server does: lists by label, objects without their data to who asks for
 * metadata alone, ends of logs, refusals with a Status. Whatever would change something is noted.
 */
export async function startApiServer(content: ClusterContent) {
  const asked: string[] = [];
  const folder = mkdtempSync(join(tmpdir(), 'ops-api-server-'));
  const { key, cert } = makeCertificate(folder);
  const server = createServer({ key, cert }, (request, response) => {
    asked.push(`${request.method} ${decodeURIComponent(request.url ?? '')}`);
    answer(content, request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const kubeconfig = join(folder, 'config');
  writeFileSync(kubeconfig, JSON.stringify(kubeconfigOf(port, cert)));
  return {
    asked,
    environment: { KUBECONFIG: kubeconfig, OPS_CONTEXT: 'recorded' },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      rmSync(folder, { recursive: true });
    },
  };
}

function makeCertificate(folder: string) {
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'ca.crt')];
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'],
      ...['-subj', '/CN=api-server', '-addext', 'subjectAltName=IP:127.0.0.1'],
      ...['-keyout', key, '-out', certificate],
    ],
    { stdio: 'ignore' },
  );
  return { key: readFileSync(key), cert: readFileSync(certificate) };
}

/** The current context is another one, so that a program that follows it is found out. */
function kubeconfigOf(port: number, authority: Buffer) {
  const clusters = [
    ['recorded', port],
    ['other', 9],
  ].map(([name, at]) => ({
    name,
    cluster: {
      server: `https://127.0.0.1:${at}`,
      'certificate-authority-data': authority.toString('base64'),
    },
  }));
  return {
    apiVersion: 'v1',
    kind: 'Config',
    clusters,
    contexts: clusters.map(({ name }) => ({ name, context: { cluster: name, user: 'reader' } })),
    users: [{ name: 'reader', user: { token: 'token-of-the-reader' } }],
    'current-context': 'other',
  };
}

const form = /^\/(?:apis\/)?(.+?)\/namespaces\/taskora\/([^/]+)(?:\/([^/]+)\/log)?$/;

function answer(
  { lists, logs = {}, forbidden = [], absent = [] }: ClusterContent,
  { url = '', headers }: IncomingMessage,
  response: ServerResponse,
): void {
  const { pathname, searchParams } = new URL(url, 'http://api-server');
  const [, group = '', resource = '', pod] = form.exec(pathname) ?? [];
  const name = `${group.replace(/^api\//, '')}/${resource}`;
  const refuse = (code: number, message: string): void => {
    response.writeHead(code, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ kind: 'Status', status: 'Failure', code, message }));
  };
  if (headers.authorization !== 'Bearer token-of-the-reader') refuse(401, 'Unauthorized');
  else if (forbidden.includes(name))
    refuse(403, `${resource} is forbidden: User "reader" cannot list`);
  else if (pod !== undefined) {
    const log = logs[`${decodeURIComponent(pod)}/${searchParams.get('container')}`];
    if (log === undefined) refuse(400, 'container is waiting to start: ContainerCreating');
    else response.end(endOf(log, Number(searchParams.get('tailLines'))));
  } else if (absent.includes(name) || lists[name] === undefined) {
    refuse(404, 'the server could not find the requested resource');
  } else {
    const items = lists[name].filter(isChosenBy(searchParams.get('labelSelector') ?? ''));
    response.writeHead(200, { 'content-type': 'application/json' });
    const isMetadata = headers.accept?.includes('PartialObjectMetadataList') === true;
    response.end(
      JSON.stringify({ items: isMetadata ? items.map(({ metadata }) => ({ metadata })) : items }),
    );
  }
}

function isChosenBy(selector: string) {
  const [key = '', wanted] = selector.split('=');
  return ({ metadata: { labels = {} } }: StoredObject): boolean =>
    key === '' || (wanted === undefined ? key in labels : labels[key] === wanted);
}

function endOf(log: string, lines: number): string {
  return `${log.split('\n').slice(-lines).join('\n')}\n`;
}
