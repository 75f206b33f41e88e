import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { UserError } from '@taskora/base/errors';
import type { Environment } from '../../chart/environment-file.ts';
import type { PreviewOf } from '../../chart/preview-settings.ts';
import type { AskServer } from '../../cluster/api-server.ts';
import type { DeployRequest } from '../../release/deploy-request.ts';

/** Where a release is about to be deployed to. */
export interface PreparedPlace {
  readonly workspaceRoot: string;
  readonly environment: string;
  /** The kube-context. */
  readonly context: string;
  readonly namespace: string;
  /** Set where the environment is a preview of another one. */
  readonly previewOf?: PreviewOf;
  /** Asks the API server for a path, over a connection that is there; undefined is no answer, and kubectl may have one. */
  readonly ask?: AskServer;
}

/** What a workspace's own module does before anything is deployed, such as making Secrets that are missing. */
type Prepare = (place: PreparedPlace) => Promise<void>;

/** Calls the module, by its path relative to the workspace, once for each place; an empty path is none. */
export type PrepareOnce = (module: string, place: PreparedPlace) => Promise<void>;

/** The place of one request, with what its environment's file says of a preview. */
export function preparedPlace(
  {
    workspaceRoot,
    context,
    namespace,
    kubectl: { ask },
  }: Pick<DeployRequest, 'workspaceRoot' | 'context' | 'namespace' | 'kubectl'>,
  environment: string,
  { previewOf }: Pick<Environment, 'previewOf'>,
): PreparedPlace {
  return {
    ...{ workspaceRoot, environment, context, namespace },
    ...(previewOf !== undefined && { previewOf }),
    ...(ask !== undefined && { ask }),
  };
}

/** In this process, because another one takes longer than to find that nothing is missing. */
export function preparation(): PrepareOnce {
  const begun = new Map<string, Promise<void>>();
  return (module, place) => {
    if (module === '') return Promise.resolve();
    const key = JSON.stringify([place.environment, place.context, place.namespace]);
    const known = begun.get(key) ?? prepare(module, place);
    begun.set(key, known);
    return known;
  };
}

async function prepare(module: string, place: PreparedPlace): Promise<void> {
  const file = resolve(place.workspaceRoot, module);
  if (!existsSync(file)) throw unusable(module, 'is not there');
  const loaded = (await import(pathToFileURL(file).href)) as { readonly default?: unknown };
  if (typeof loaded.default !== 'function') {
    throw unusable(module, 'exports no function as its default');
  }
  await (loaded.default as Prepare)(place);
}

function unusable(module: string, fault: string): UserError {
  return new UserError(
    'NXHELM_OPTION_INVALID',
    `the plugin option prepareModule is ${module}, which ${fault}`,
    'correct it in nx.json; a module of that kind is "export default async function prepare(place) { … }"',
  );
}
