/** One file of a layer as it matters at run time: no timestamps, no names of owners. */
export interface FileNode {
  readonly type: 'file' | 'directory' | 'symlink' | 'character-device' | 'block-device' | 'fifo';
  /** Permission bits with setuid, setgid and sticky. */
  readonly mode: number;
  readonly userId: number;
  readonly groupId: number;
  readonly sizeBytes: number;
  readonly link?: string;
  readonly sha256?: string;
  readonly device?: string;
  readonly extendedAttributes?: Readonly<Record<string, string>>;
}

export type LayerEntry =
  | { readonly path: string; readonly node: FileNode }
  | { readonly path: string; readonly hardLinkTo: string };

export interface Layer {
  /** `sha256:` of the uncompressed tar. */
  readonly digest: string;
  readonly sizeBytes: number;
  readonly entries: readonly LayerEntry[];
  /** Paths of lower layers that this layer deletes. */
  readonly whiteouts: readonly string[];
  /** Folders whose content of lower layers this layer hides. */
  readonly opaqueFolders: readonly string[];
}
