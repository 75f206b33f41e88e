import { UserError } from './errors.ts';
import type { RunResult } from './run.ts';

/** How a cluster is asked. */
export interface KubectlOptions {
  readonly context: string;
  /** Whose the fields are that are applied here. */
  readonly fieldManager: string;
  /** The next command where a request fails. */
  readonly fix: string;
  /** Runs kubectl with these arguments and this input. */
  readonly run: (args: readonly string[], input?: string) => Promise<RunResult>;
}

export interface Kubectl {
  /** What kubectl prints; rejects where it fails. */
  ask(args: readonly string[], input?: string): Promise<string>;
  /** False when the object is there already: the API server lets only one of several creators win. */
  createObject(object: object): Promise<boolean>;
  applyObjects(objects: readonly object[]): Promise<string>;
}

/** kubectl for one context, whatever the current one of the kubeconfig is. */
export function createKubectl({ context, fieldManager, fix, run }: KubectlOptions): Kubectl {
  const attempt = (args: readonly string[], input?: string): Promise<RunResult> =>
    run(['--context', context, ...args], input);

  const failed = (args: readonly string[], { stderr }: RunResult): UserError =>
    new UserError('KUBECTL_FAILED', `kubectl ${args.slice(0, 3).join(' ')}: ${stderr.trim()}`, fix);

  const ask = async (args: readonly string[], input?: string): Promise<string> => {
    const result = await attempt(args, input);
    if (result.exitCode === 0) return result.stdout;
    throw failed(args, result);
  };

  return {
    ask,
    createObject: async (object) => {
      const args = ['create', `--field-manager=${fieldManager}`, '-f', '-'];
      const result = await attempt(args, JSON.stringify(object));
      if (result.exitCode === 0) return true;
      if (result.stderr.includes('(AlreadyExists)')) return false;
      throw failed(args, result);
    },
    applyObjects: (objects) =>
      ask(
        ['apply', '--server-side', `--field-manager=${fieldManager}`, '-f', '-'],
        JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }),
      ),
  };
}
