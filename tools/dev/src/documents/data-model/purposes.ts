import { UserError } from '@taskora/base/errors';
import type { RenderedObject } from './objects.ts';
import { labelOf, titleOf } from './objects.ts';

/** What objects are for, by kind, and before that by component and kind. */
const purposes: Readonly<Record<string, string>> = {
  'backup CronJob': 'saves the database every night',
  'backup PersistentVolumeClaim': 'keeps the backups, past the release',
  'database ConfigMap': 'says where the database is',
  'database NetworkPolicy': 'lets the services reach the database, and it nobody',
  'database Service': 'the address of the database',
  'database StatefulSet': 'runs PostgreSQL, and makes the claim of its data',
  'entrance Service': 'brings people to a front end',
  'migration Job': 'brings the schema to the version of the image',
  'monitoring ConfigMap': 'is read by Prometheus (rules) or Grafana (dashboard)',
  'monitoring PrometheusRule': 'the alert rules, for the Prometheus operator',
  'operator Agent': 'the agent of kagent, with read-only tools',
  'operator AgentTemplate': 'the same for the API that comes after',
  'operator Harness': 'says what runs that template',
  'operator RemoteMCPServer': 'leads kagent to the operations server',
  'routing HTTPRoute': 'leads the name of a front end to its Service, by a Gateway',
  'routing Ingress': 'leads the names of the front ends to their Services',
  'secrets Job': 'makes the Secrets that are missing',
  'secrets Role': 'may create Secrets, and neither read nor change one',
  'secrets RoleBinding': 'gives the Job that right',
  'secrets ServiceAccount': 'the account of the Job',
  'server ConfigMap': 'has the settings that are no secret',
  'server Deployment': 'runs the pods of the service',
  'server HorizontalPodAutoscaler': 'sets the number of pods by load',
  'server NetworkPolicy': 'says who reaches the pods, and whom they reach',
  'server PodDisruptionBudget': 'lets an eviction take one pod at a time',
  'server PodMonitor': 'tells the Prometheus operator of the pods',
  'server Role': 'lets the operations server read the objects of this namespace, and no Secret',
  'server RoleBinding': 'gives the account of its pod that right',
  'server Service': 'the address of the service',
  'test Pod': 'asks the release whether it works (`helm test`)',
  ServiceAccount: 'the account of the pods',
};

export function purposeOf(object: RenderedObject): string {
  const component = labelOf(object, 'component') ?? '';
  const purpose = purposes[`${component} ${object.kind}`] ?? purposes[object.kind];
  if (purpose !== undefined) return purpose;
  throw new UserError(
    'DATA_MODEL_UNDESCRIBED',
    `nothing says what ${titleOf(object)} of component ${component} is for`,
    'add it to tools/dev/src/documents/data-model/purposes.ts, then npx nx run dev:data-model',
  );
}
