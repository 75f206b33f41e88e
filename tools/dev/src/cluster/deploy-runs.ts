import { isAbsolute } from 'node:path';
import { programPath } from '../run.ts';

export const DEPLOY = ['run', 'infra:deploy-minikube'] as const;

/**
 * Nx runs two tasks at a time. Where `minikube:cluster-up` has to build the programs, which takes most of the
 * time, `minikube:programs` would stand in the other place and wait for it, because charts are rendered by Helm. So the
 * cluster comes first, beside the images, which need none of these programs.
 */
export const CLUSTER_AND_IMAGES = ['run-many', '-t', 'image-load'] as const;

/** What Nx is asked for, one after the other. */
export const deployRuns = (areProgramsThere: boolean): (readonly string[])[] =>
  areProgramsThere ? [DEPLOY] : [CLUSTER_AND_IMAGES, DEPLOY];

/** Whether an earlier run has put Helm where the tasks find it. */
export const hasPrograms = (): boolean => isAbsolute(programPath('helm'));
