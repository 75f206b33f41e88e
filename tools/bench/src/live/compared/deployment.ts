import { z } from 'zod';
import { getObjects } from '@taskora/dev/kubectl';
import type { Watched } from './watched.ts';

const containerSchema = z.object({
  ports: z.array(z.unknown()).default([]),
  env: z.array(z.unknown()).default([]),
  envFrom: z.array(z.unknown()).default([]),
});

const deploymentSchema = z.object({
  spec: z.object({
    template: z.object({ spec: z.object({ containers: z.tuple([containerSchema], z.unknown()) }) }),
  }),
});

export type DeployedService = z.infer<typeof deploymentSchema>;

export const readDeployed = (release: string, namespace: string): Promise<DeployedService> =>
  getObjects(deploymentSchema, ['deployment', release, '-n', namespace]);

/** By which a tool's pods are found. */
export const toolLabel = 'nxhelm-bench/tool';
const releaseLabel = 'nxhelm-bench/release';

export interface ComparedService {
  /** The tool that syncs into it. */
  readonly tool: string;
  readonly release: string;
  readonly namespace: string;
  /** Its image has no tag, which the tool sets. */
  readonly watched: Pick<Watched, 'image' | 'workingFolder' | 'variables'>;
}

/**
 * The service as it is deployed, with its settings, Secrets and database, for a tool that writes into a
 * container: the file system may be written, no probe restarts it, and it has as much of the processor as our
 * sessions. No Service leads to it, and the network policies know it by its chart's name.
 */
export function comparedDeployment(
  deployed: DeployedService,
  { tool, release, namespace, watched }: ComparedService,
): object {
  const [{ ports, env, envFrom }] = deployed.spec.template.spec.containers;
  const { image, workingFolder, variables } = watched;
  const own = Object.entries(variables).map(([name, value]) => ({ name, value }));
  const labels = { [toolLabel]: tool, [releaseLabel]: release };
  const user = { runAsNonRoot: true, runAsUser: 10_001, runAsGroup: 10_001 };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: `${release}-${tool}`, namespace },
    spec: {
      replicas: 1,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels: { 'app.kubernetes.io/name': release, ...labels } },
        spec: {
          automountServiceAccountToken: false,
          enableServiceLinks: false,
          terminationGracePeriodSeconds: 1,
          securityContext: { ...user, seccompProfile: { type: 'RuntimeDefault' } },
          containers: [
            {
              name: release,
              image,
              imagePullPolicy: 'IfNotPresent',
              ...(workingFolder !== undefined && { workingDir: workingFolder }),
              ports,
              // Later ones are those that hold.
              env: [...env, ...own],
              envFrom,
              resources: { requests: { cpu: '10m' }, limits: { cpu: '2' } },
              // As the namespace of the product wants it, without which no pod is made there.
              securityContext: {
                allowPrivilegeEscalation: false,
                capabilities: { drop: ['ALL'] },
              },
            },
          ],
        },
      },
    },
  };
}
