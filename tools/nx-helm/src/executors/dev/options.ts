export interface DevOptions {
  /** A program and its arguments, run in the workspace's folder. */
  readonly command: readonly string[];
  readonly against?: string;
  /** Container of the pods whose variables it is given. */
  readonly container?: string;
  /** Variables that say something of the pod, and nothing to a process of this machine. */
  readonly withoutVariables?: readonly string[];
}
