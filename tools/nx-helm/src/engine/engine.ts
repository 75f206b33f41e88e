import type { Readable } from 'node:stream';
import type { RunMode } from './run-probe/run-modes.mjs';

/** What the plugin needs of a container engine besides the build, which nx-container does. */
export interface Engine {
  readonly name: 'docker' | 'podman';
  /** How it runs the steps of a build on this machine. */
  readonly runMode: RunMode;
  /** Environment variables that a build with this engine needs. */
  readonly buildEnvironment: Readonly<Record<string, string>>;
  readonly ulimits: readonly string[];
  hasImage(reference: string): Promise<boolean>;
  /** All images with what the engine says they take, layers shared with others included. */
  list(): Promise<readonly { readonly reference: string; readonly sizeBytes: number }[]>;
  /**
   * Names of the images that are like `docker.io/acme/*:c-*`, where a star stands for anything within
   * a part. To list all takes long, since an engine counts what each of them takes.
   */
  references(pattern: string): Promise<string[]>;
  /** Takes a docker-archive. */
  loadImage(archive: Readable): Promise<void>;
  /** Streams the image as a docker-archive; rejects through the stream when the engine fails. */
  saveImage(reference: string): Readable;
  tagImage(from: string, to: string): Promise<void>;
  /** Pushes under the registry that the name begins with, with the credentials that the engine has. */
  pushImage(reference: string, isInsecure: boolean): Promise<void>;
  /** Takes a name away; one that is not there, or cannot go, is no failure of what was asked for. */
  untagImage(reference: string): Promise<void>;
}
