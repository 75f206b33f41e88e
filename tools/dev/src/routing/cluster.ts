import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { provideOtherImage } from '@taskora/minikube/other-image';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { applyObjects, kubeContext, kubectl } from '../cluster/kubectl.ts';
import { namespaceObject } from '../cluster/secret-objects.ts';
import { workspaceRoot } from '../environment.ts';
import { must, programPath } from '../run.ts';
import { clearNamespace } from '../checks/beside.ts';
import { certificateObject, type Certificate } from './certificate.ts';
import { controllerObjects, gatewayObjects } from './controller.ts';
import { again, edge, mark, markSelector, product } from './place.ts';

const image = 'docker.io/taskora-edge/traefik:check';

const definitionSchema = z.looseObject({
  kind: z.literal('CustomResourceDefinition'),
  metadata: z.looseObject({ labels: z.record(z.string(), z.string()).default({}) }),
});

/** Definitions of the Gateway API as its Go module has them, marked as made here. */
function gatewayApi(): object[] {
  const text = readFileSync(join(workspaceRoot, '.taskora/schemas/custom-resources.yaml'), 'utf8');
  return parseAllDocuments(text)
    .map((document) => definitionSchema.safeParse(document.toJS()))
    .flatMap(({ data }) => (data === undefined ? [] : [data]))
    .map(({ metadata, ...definition }) => ({
      ...definition,
      metadata: { ...metadata, labels: { ...metadata.labels, ...mark } },
    }));
}

const minikube = (...args: readonly string[]): Promise<string> =>
  must(programPath('minikube'), ['--profile', kubeContext, ...args], {
    code: 'ROUTING_FAILED',
    fix: `npx nx run minikube:cluster-status, then ${again}`,
  });

/** Teaches the cluster both kinds of routing, with a controller that serves them. */
export async function installRouting(certificate: Certificate): Promise<void> {
  const folder = import.meta.dirname;
  const wanted = { folder, program: 'traefik', name: image };
  const archive = await provideOtherImage(wanted, workspaceRoot, process.stderr);
  await minikube('image', 'load', archive);
  await applyObjects(gatewayApi());
  await kubectl([
    ...['wait', '--for=condition=Established', 'crd', '-l', markSelector],
    '--timeout=60s',
  ]);
  await applyObjects([
    namespaceObject(edge),
    namespaceObject(product),
    certificateObject(edge, certificate),
    certificateObject(product, certificate),
  ]);
  await applyObjects([...controllerObjects(image), ...gatewayObjects()]);
  await kubectl(['-n', edge, 'rollout', 'status', 'deployment/traefik', '--timeout=120s']);
}

const kindsOfCluster =
  'clusterroles,clusterrolebindings,ingressclasses,customresourcedefinitions.apiextensions.k8s.io';

/** Takes away all that a run has made here, a killed one too; nothing that was there before. */
export async function removeRouting(): Promise<void> {
  await Promise.all([clearNamespace(product), clearNamespace(edge)]);
  // Its definition takes the GatewayClass with it.
  await kubectl(['delete', kindsOfCluster, '-l', markSelector, '--timeout=120s']);
}
