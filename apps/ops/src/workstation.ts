import { connectApiServer } from '@taskora/ops-core';
import { environmentOfNx, workstationConfig } from './config.ts';
import { prompts } from './mcp/prompts.ts';
import type { OpsServerOptions } from './mcp/server.ts';
import { openWorkspace } from './nx/workspace.ts';
import type { Group } from './tools/tool.ts';
import { version } from './version.ts';

/** What the server is on a developer's machine: the kubeconfig's rights, and this checkout. */
export function workstationOptions(): OpsServerOptions {
  const { namespace, context, releaseSecrets, environment, groups } = workstationConfig();
  const chosen = groups.split(',') as Group[];
  const server = connectApiServer({ credentials: 'kubeconfig', context, namespace });
  return {
    version,
    groups: chosen,
    cluster: { server, namespace, readsReleaseSecrets: releaseSecrets },
    workspace: chosen.includes('workspace')
      ? openWorkspace({ environment, context, namespace, variables: environmentOfNx() })
      : undefined,
    prompts,
  };
}
