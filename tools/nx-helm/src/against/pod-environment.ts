import type { DeclaredVariable, PodOfRelease, VariableSource } from './pod-template.ts';
import type { Settings, SettingsQuestion, StoredSettings } from './stored-settings.ts';

export interface PodEnvironment {
  readonly variables: ReadonlyMap<string, string>;
  /** Those whose value came out of a Secret. */
  readonly secret: ReadonlySet<string>;
  /** What only a pod knows, such as its own address. */
  readonly leftOut: readonly string[];
}

/** The variables that the kubelet would give a container: the same sources in the same order. */
export async function resolveEnvironment(
  pod: PodOfRelease,
  namespace: string,
  settings: StoredSettings,
): Promise<PodEnvironment> {
  const variables = new Map<string, string>();
  const secret = new Set<string>();
  const leftOut: string[] = [];
  const set = (name: string, value: string, isSecret: boolean): void => {
    variables.set(name, value);
    if (isSecret) secret.add(name);
    else secret.delete(name);
  };
  for (const source of pod.container.envFrom ?? []) {
    const isSecret = source.secretRef !== undefined;
    for (const [key, value] of await readSource(source, settings))
      set(`${source.prefix ?? ''}${key}`, value.toString(), isSecret);
  }
  for (const declared of pod.container.env ?? []) {
    const { name, value, valueFrom } = declared;
    if (valueFrom === undefined) {
      set(name, expanded(value ?? '', variables), false);
      continue;
    }
    const found = await readReference(declared, { pod, namespace, settings });
    if (found !== undefined) set(name, found, valueFrom.secretKeyRef !== undefined);
    else if (valueFrom.fieldRef !== undefined || valueFrom.resourceFieldRef !== undefined)
      leftOut.push(name);
  }
  return { variables, secret, leftOut };
}

function readSource(
  { configMapRef, secretRef }: VariableSource,
  settings: StoredSettings,
): Promise<Settings> {
  if (configMapRef !== undefined) return settings.all({ kind: 'ConfigMap', ...configMapRef });
  if (secretRef !== undefined) return settings.all({ kind: 'Secret', ...secretRef });
  return Promise.resolve(new Map());
}

interface Place {
  readonly pod: PodOfRelease;
  readonly namespace: string;
  readonly settings: StoredSettings;
}

async function readReference(
  { valueFrom = {} }: DeclaredVariable,
  { pod, namespace, settings }: Place,
): Promise<string | undefined> {
  const { configMapKeyRef, secretKeyRef, fieldRef } = valueFrom;
  const ofKey = async (question: SettingsQuestion, key: string): Promise<string | undefined> =>
    (await settings.one(question, key))?.toString();
  if (configMapKeyRef !== undefined)
    return ofKey({ kind: 'ConfigMap', ...configMapKeyRef }, configMapKeyRef.key);
  if (secretKeyRef !== undefined)
    return ofKey({ kind: 'Secret', ...secretKeyRef }, secretKeyRef.key);
  return fieldRef === undefined ? undefined : fieldOf(fieldRef.fieldPath, pod, namespace);
}

/** What all pods of a template have in common. */
function fieldOf(path: string, { template }: PodOfRelease, namespace: string): string | undefined {
  if (path === 'metadata.namespace') return namespace;
  if (path === 'spec.serviceAccountName') return template.spec.serviceAccountName ?? 'default';
  const [, kind, key] = /^metadata\.(labels|annotations)\['([^']+)'\]$/.exec(path) ?? [];
  if (key === undefined) return undefined;
  return template.metadata?.[kind as 'labels' | 'annotations']?.[key] ?? '';
}

/** `$(NAME)` of a variable that stands before; `$$` is one dollar, and what is not known stays. */
function expanded(value: string, known: ReadonlyMap<string, string>): string {
  return value.replaceAll(/\$(?:\$|\(([^)]*)\))/g, (text, name?: string) =>
    name === undefined ? '$' : (known.get(name) ?? text),
  );
}
