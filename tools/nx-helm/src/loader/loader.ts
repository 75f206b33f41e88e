import type { Readable } from 'node:stream';

/** An image on a node under one of its names. */
export interface NodeImage {
  /** Such as `docker.io/acme/api:c-0123456789ab`. */
  readonly reference: string;
  /** What the runtime says it takes, layers shared with other images included. */
  readonly sizeBytes: number;
}

/** How images get to the nodes of a cluster and leave them, whatever runs them there. */
export interface Loader {
  readonly name: string;
  /** References of the images on the nodes. */
  references(): Promise<ReadonlySet<string>>;
  list(): Promise<readonly NodeImage[]>;
  /**
   * Takes a docker-archive. A stream that fails is an error; runtimes check each layer against the
   * image's configuration, so what they have got until then is whole or no image.
   */
  load(archive: Readable): Promise<void>;
  /**
   * Digests of all that the runtime has of images, if it can do without what it has: `load` then
   * takes an OCI layout as well, also one that lacks these layers.
   */
  readonly heldLayers?: () => Promise<ReadonlySet<string>>;
  /** Takes names away; layers that no other image has go with them. A name that is not there is none too many. */
  remove(references: readonly string[]): Promise<void>;
  /** What all images take together, if the runtime can tell. */
  usedBytes(): Promise<number | undefined>;
}
