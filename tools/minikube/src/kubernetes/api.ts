import { request } from 'node:https';
import type { Context } from './kubeconfig.ts';

export interface ClusterNode {
  readonly name: string;
  readonly ready: boolean;
  readonly kubelet: string;
  readonly runtime: string;
  readonly address: string;
}

interface Condition {
  readonly type: string;
  readonly status: string;
}

interface NodeList {
  readonly items: readonly {
    readonly metadata: { readonly name: string };
    readonly status: {
      readonly conditions?: readonly Condition[];
      readonly addresses?: readonly { readonly type: string; readonly address: string }[];
      readonly nodeInfo: {
        readonly kubeletVersion: string;
        readonly containerRuntimeVersion: string;
      };
    };
  }[];
}

const TIMEOUT_MS = 3000;

/** Asks the API server directly, with the certificate of the context; undefined is no answer. */
export function getJson(context: Context, path: string): Promise<unknown> {
  return new Promise((resolve) => {
    if (!context.server.startsWith('https:')) return resolve(undefined);
    const call = request(new URL(path, context.server), {
      ca: context.certificateAuthority,
      cert: context.certificate,
      key: context.key,
      timeout: TIMEOUT_MS,
      agent: false,
    });
    call.on('timeout', () => call.destroy());
    call.on('error', () => resolve(undefined));
    call.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => (text += part));
      response.on('error', () => resolve(undefined));
      response.on('end', () => resolve(response.statusCode === 200 ? parse(text) : undefined));
    });
    call.end();
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The nodes of a cluster whose API server answers. */
export async function clusterNodes(context: Context): Promise<ClusterNode[] | undefined> {
  const list = (await getJson(context, '/api/v1/nodes')) as NodeList | undefined;
  return list?.items.map(({ metadata, status }) => ({
    name: metadata.name,
    ready: status.conditions?.some(isReady) === true,
    kubelet: status.nodeInfo.kubeletVersion,
    runtime: status.nodeInfo.containerRuntimeVersion,
    address: status.addresses?.find(({ type }) => type === 'InternalIP')?.address ?? '',
  }));
}

const isReady = ({ type, status }: Condition): boolean => type === 'Ready' && status === 'True';
