import { isDeepStrictEqual } from 'node:util';
import type { PlainObject } from '../base/plain-object.ts';
import { isPlainObject } from '../base/plain-object.ts';
import type { KeptObject } from './kept-object.ts';

/** An image that was verified: any tag in front of the digest says nothing. */
export interface AttestedImage {
  /** With the registry, without tag and digest. */
  readonly repository: string;
  readonly digest: string;
}

const listVariable = 'attested';
const policyKind = 'ValidatingAdmissionPolicy';

/** Such objects are the cluster's, so their name has that of the namespace. */
export function policyName(namespace: string): string {
  return `nx-helm-attested-${namespace}`;
}

/** The repositories by digest, as a map of CEL; JSON is one. Equal images of two projects have one digest. */
function listOf(images: readonly AttestedImage[]): string {
  const list = new Map<string, Set<string>>();
  for (const { digest, repository } of images)
    list.set(digest, (list.get(digest) ?? new Set<string>()).add(repository));
  const entries = [...list].map(([digest, names]) => [digest, [...names].toSorted()] as const);
  const sorted = entries.toSorted(([one], [other]) => (one < other ? -1 : 1));
  return JSON.stringify(Object.fromEntries(sorted));
}

interface Policy {
  readonly spec?: {
    readonly variables?: readonly { readonly name: string; readonly expression: string }[];
  };
}

/** The list of a policy that was made here; empty for any other. */
export function attestedImagesIn(policy: unknown): AttestedImage[] {
  const { variables = [] } = (policy as Policy | null)?.spec ?? {};
  const list = variables.find(({ name }) => name === listVariable)?.expression ?? '{}';
  return Object.entries(parsedList(list)).flatMap(([digest, repositories]) =>
    // One alone stood there as a text before.
    [repositories]
      .flat()
      .flatMap((name) => (typeof name === 'string' ? [{ repository: name, digest }] : [])),
  );
}

/** Who may write policies may have put any expression there. */
function parsedList(expression: string): PlainObject {
  try {
    const parsed: unknown = JSON.parse(expression);
    return isPlainObject(parsed) ? parsed : {};
  } catch {
    return {};
  }
}

/**
 * The list of a policy that is enforced as it was made here; undefined where something of it or of its binding was
 * changed, or is of another version, so that it may let anything in.
 */
export function enforcedImages(
  stored: readonly unknown[],
  namespace: string,
): AttestedImage[] | undefined {
  const policy = stored.find((object) => isPlainObject(object) && object['kind'] === policyKind);
  const images = attestedImagesIn(policy);
  const isAsMade = policyObjects(namespace, images).every(({ kind, spec }) =>
    stored.some((object) => {
      return isPlainObject(object) && object['kind'] === kind && isSame(object['spec'], spec);
    }),
  );
  return isAsMade ? images : undefined;
}

/** The API server adds empty selectors, which select all. */
function isSame(stored: unknown, made: unknown): boolean {
  return isDeepStrictEqual(withoutEmpty(stored), withoutEmpty(made));
}

function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmpty);
  if (!isPlainObject(value)) return value;
  const entries = Object.entries(value).filter(
    ([, part]) => !isPlainObject(part) || Object.keys(part).length > 0,
  );
  return Object.fromEntries(entries.map(([key, part]) => [key, withoutEmpty(part)]));
}

/** Pods, and what makes pods, so that a deploy is refused and not only its pods. */
const resourceRules = [
  { apiGroups: [''], resources: ['pods', 'pods/ephemeralcontainers'] },
  { apiGroups: ['apps'], resources: ['deployments', 'statefulsets', 'daemonsets', 'replicasets'] },
  { apiGroups: ['batch'], resources: ['jobs', 'cronjobs'] },
].map((rule) => ({ ...rule, apiVersions: ['v1'], operations: ['CREATE', 'UPDATE'], scope: '*' }));

/** The pod's specification in a pod, in a template, or in the template of a cron job's jobs. */
function specOf(object: string): string {
  const job = `${object}.spec.?jobTemplate.?spec.?template.?spec`;
  return `${job}.or(${object}.spec.?template.?spec).orValue(${object}.spec)`;
}

function imagesOf(spec: string): string {
  const lists = ['containers', 'initContainers', 'ephemeralContainers'];
  const all = lists.map((list) => `${spec}.?${list}.orValue([])`).join(' + ');
  return `(${all}).map(each, each.?image.orValue(""))`;
}

const variables = [
  { name: 'spec', expression: specOf('object') },
  { name: 'images', expression: imagesOf('variables.spec') },
  // What is there already may be changed in other fields, or it could never be removed.
  { name: 'before', expression: `oldObject == null ? object.spec : ${specOf('oldObject')}` },
  {
    name: 'known',
    expression: `oldObject == null ? [] : ${imagesOf('variables.before')}`,
  },
  {
    name: 'refused',
    expression: [
      'variables.images.filter(image, !(image in variables.known) && !(',
      'image.contains("@") && image.split("@")[1] in variables.attested && ',
      'variables.attested[image.split("@")[1]].exists(repository, ',
      'image.split("@")[0] == repository || image.split("@")[0].startsWith(repository + ":"))))',
    ].join(''),
  },
];

/**
 * Refuses in one namespace what is not in the list. The list stands in the policy and in no parameter: who may
 * write to the namespace cannot extend it, and after a policy with a ConfigMap as its parameter was deleted, an API
 * server of Kubernetes 1.34.4 did not find the ConfigMap of the next one.
 */
export function policyObjects(namespace: string, images: readonly AttestedImage[]): KeptObject[] {
  const name = policyName(namespace);
  const api = 'admissionregistration.k8s.io/v1';
  return [
    {
      apiVersion: api,
      kind: policyKind,
      metadata: { name },
      spec: {
        failurePolicy: 'Fail',
        matchConstraints: { matchPolicy: 'Equivalent', resourceRules },
        variables: [{ name: listVariable, expression: listOf(images) }, ...variables],
        validations: [
          {
            expression: 'variables.refused.size() == 0',
            messageExpression: '"NXHELM_IMAGE_UNATTESTED: " + variables.refused.join(", ")',
            reason: 'Forbidden',
          },
        ],
      },
    },
    {
      apiVersion: api,
      kind: 'ValidatingAdmissionPolicyBinding',
      metadata: { name },
      spec: {
        policyName: name,
        validationActions: ['Deny'],
        matchResources: {
          matchPolicy: 'Equivalent',
          namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } },
        },
      },
    },
  ];
}
