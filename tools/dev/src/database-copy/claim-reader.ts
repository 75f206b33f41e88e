import { UserError } from '@taskora/base/errors';
import { createObject, kubectl, namespace, spawnInPod } from '../cluster/kubectl.ts';
import { started } from './programs.ts';
import type { StartPython } from './scheduled.ts';

export const claimFolder = '/backups';
const claim = 'postgres-backup';
const pod = 'postgres-backup-reader';
const place = ['-n', namespace];
/** Longer than a copy takes; then the pod is over even where this program was killed. */
const lifetimeSeconds = 3600;
/** Of the database's image, which owns the files. */
const user = 10002;

/** The API's image has Python; the database's own has no program that copies a file. */
const manifest = (image: string) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: pod, namespace },
  spec: {
    activeDeadlineSeconds: lifetimeSeconds,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    restartPolicy: 'Never',
    terminationGracePeriodSeconds: 0,
    securityContext: {
      runAsNonRoot: true,
      runAsUser: user,
      runAsGroup: user,
      fsGroup: user,
      seccompProfile: { type: 'RuntimeDefault' },
    },
    containers: [
      {
        name: 'reader',
        image,
        command: ['python3', '-c', `import time; time.sleep(${lifetimeSeconds})`],
        resources: {
          requests: { cpu: '50m', memory: '32Mi' },
          limits: { cpu: '500m', memory: '128Mi' },
        },
        securityContext: {
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        },
        volumeMounts: [{ name: 'backups', mountPath: claimFolder, readOnly: true }],
      },
    ],
    volumes: [{ name: 'backups', persistentVolumeClaim: { claimName: claim, readOnly: true } }],
  },
});

async function apiImage(): Promise<string> {
  const path = 'jsonpath={.spec.template.spec.containers[0].image}';
  return kubectl([...place, 'get', 'deployment', 'api', '-o', path]);
}

async function refuseWithoutClaim(): Promise<void> {
  const found = await kubectl([...place, 'get', 'pvc', claim, '--ignore-not-found', '-o', 'name']);
  if (found.trim() !== '') return;
  throw new UserError(
    'BACKUP_NOT_SCHEDULED',
    `the cluster keeps no backups of its own: there is no claim ${claim}`,
    'set database.backup.enabled for the platform, or npx nx run platform:backup',
  );
}

const start: StartPython = (program, args) =>
  started(spawnInPod(pod, 'python3', ['-c', program, ...args]), 'the reader of scheduled backups');

/** Lets a program read the claim of the scheduled backups, in a pod that is there for as long. */
export async function withClaim<Result>(
  use: (start: StartPython) => Promise<Result>,
): Promise<Result> {
  await refuseWithoutClaim();
  const remove = (wait: boolean) =>
    kubectl([...place, 'delete', 'pod', pod, '--ignore-not-found', `--wait=${wait}`]);
  await remove(true);
  await createObject(manifest(await apiImage()));
  try {
    await kubectl([...place, 'wait', `pod/${pod}`, '--for=condition=Ready', '--timeout=120s']);
    return await use(start);
  } finally {
    await remove(false);
  }
}
