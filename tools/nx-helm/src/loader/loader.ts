/** How images get to the nodes of a cluster, whatever runs them there. */
export interface Loader {
  readonly name: string;
  /** References of the images on the nodes, such as `docker.io/taskora/api:c-0123456789ab`. */
  references(): Promise<ReadonlySet<string>>;
  load(archive: string): Promise<void>;
}
