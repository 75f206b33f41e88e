import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '@taskora/base/run';
import type { KubernetesObject } from '../src/cluster/kubernetes-object.ts';
import { type LiveCase, widgetDefinition } from '../src/testing/live-case.ts';
import { liveCases } from '../src/testing/live-cases.ts';

/**
 * Records what a real API server makes of the objects that `compare.spec.ts` compares. It needs a
 * cluster, uses a namespace of its own in the present context, and removes it:
 * `node tools/nx-helm/e2e/record-live-objects.ts`
 */
const namespace = `nx-helm-record-${process.pid}`;
const widget = `customresourcedefinition/${widgetDefinition.metadata.name}`;
const file = join(import.meta.dirname, '..', 'src', 'testing', 'live-objects.json');

async function kubectl(args: readonly string[], input?: string): Promise<string> {
  const result = await run('kubectl', args, input === undefined ? {} : { input });
  if (result.exitCode !== 0) throw new Error(`kubectl ${args.join(' ')}: ${result.stderr}`);
  return result.stdout;
}

async function record({ rendered, applied = rendered, change }: LiveCase): Promise<unknown> {
  const inNamespace = ['--namespace', namespace];
  const apply = ['apply', '--server-side', '--field-manager', 'helm', '--filename', '-'];
  await kubectl([...inNamespace, ...apply], JSON.stringify(applied));
  if (change !== undefined) await kubectl([...inNamespace, ...change]);
  const { kind, metadata } = applied;
  const name = `${kind}/${metadata.name}`;
  const shown = ['get', name, '--ignore-not-found', '--show-managed-fields', '--output', 'json'];
  const text = await kubectl([...inNamespace, ...shown]);
  return text === '' ? undefined : withoutPlace(JSON.parse(text) as KubernetesObject);
}

/** Without what is another one each time that it is recorded. */
function withoutPlace(object: KubernetesObject): KubernetesObject {
  const changing = new Set(['uid', 'resourceVersion']);
  const kept = Object.entries(object.metadata).filter(([field]) => !changing.has(field));
  const metadata = { ...Object.fromEntries(kept), name: object.metadata.name };
  const isInNamespace = object.metadata.namespace !== undefined;
  return {
    ...object,
    metadata: { ...metadata, ...(isInNamespace ? { namespace: 'recorded' } : {}) },
  };
}

await kubectl(['create', 'namespace', namespace]);
try {
  const live: Record<string, unknown> = {};
  const definition = JSON.stringify(widgetDefinition);
  await kubectl(['apply', '--filename', '-'], definition);
  await kubectl(['wait', '--for=condition=Established', widget, '--timeout=30s']);
  for (const each of liveCases) {
    console.log(each.rule);
    live[each.rule] = (await record(each)) ?? null;
  }
  const version = JSON.parse(await kubectl(['version', '--output', 'json'])) as {
    readonly serverVersion: { readonly gitVersion: string };
  };
  mkdirSync(join(file, '..'), { recursive: true });
  const recorded = { kubernetes: version.serverVersion.gitVersion, live };
  writeFileSync(file, `${JSON.stringify(recorded, undefined, 2)}\n`);
} finally {
  const inNone = [
    widget,
    'customresourcedefinition/gadgets.record.example',
    'clusterrole/nx-helm-record',
  ];
  await kubectl(['delete', ...inNone, '--ignore-not-found']);
  await kubectl(['delete', 'namespace', namespace, '--wait=false']);
}
