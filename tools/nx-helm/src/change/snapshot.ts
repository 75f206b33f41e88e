import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { UserError } from '@taskora/base/errors';
import { sortedJson } from '../base/plain-object.ts';
import { compareText } from '../base/text.ts';
import type { ChangeKind } from '../release/record.ts';

/**
 * Whether a render at both states already shows what a change does. Where only the chart reads an
 * input, comparing manifests is exact; anything else goes through a build first.
 */
export type Scope = 'build' | 'render';

/** Inputs that belong together when a person asks why: a project, a chart, all packages. */
export interface InputGroup {
  readonly kind: ChangeKind;
  readonly name: string;
  readonly scope: Scope;
  /**
   * Maps each input to the hash or version that it had; a key begins with the sort of the input.
   */
  readonly entries: Readonly<Record<string, string>>;
}

/** Everything that decides a release's manifests and images, without its contents. */
export interface InputSnapshot {
  readonly version: 1;
  readonly release: string;
  readonly groups: readonly InputGroup[];
  /** Packages that somebody chose; the others came with one of these. */
  readonly directPackages: readonly string[];
  /** Hash of what the files that were not read are selected from; in a forecast alone. */
  readonly unread?: string;
}

/** With which the key of an entry begins: what the rest of it is the hash or version of. */
type Sort =
  'file' | 'npm' | 'python' | 'value' | 'target' | 'configuration' | 'runtime' | 'environment';

export function entryKey(sort: Sort, name: string): string {
  return `${sort} ${name}`;
}

export function partsOfKey(key: string): { readonly sort: string; readonly name: string } {
  const space = key.indexOf(' ');
  return { sort: key.slice(0, space), name: key.slice(space + 1) };
}

/** Collects entries into their groups. */
export class GroupBuilder {
  readonly #groups = new Map<string, InputGroup & { readonly entries: Record<string, string> }>();
  readonly #whole = new Map<string, InputGroup>();

  add(place: Omit<InputGroup, 'entries'>, key: string, value: string): void {
    const { kind, name, scope } = place;
    const id = idOf(place);
    const group = this.#groups.get(id) ?? { kind, name, scope, entries: {} };
    group.entries[key] = value;
    this.#groups.set(id, group);
  }

  /** A group that many releases have is one object for all; nothing else may be added to it. */
  addWhole(group: InputGroup): void {
    this.#whole.set(idOf(group), group);
  }

  /** Sorted, so that equal inputs make equal records, in whatever order they were found. */
  groups(): InputGroup[] {
    const own = [...this.#groups].map(
      ([id, group]) => [id, { ...group, entries: sortedEntries(group.entries) }] as const,
    );
    return [...own, ...this.#whole]
      .toSorted(([one], [other]) => compareText(one, other))
      .map(([, group]) => group);
  }
}

function idOf({ kind, name, scope }: Omit<InputGroup, 'entries'>): string {
  return `${kind}\0${name}\0${scope}`;
}

const groupDigests = new WeakMap<InputGroup, string>();

function groupDigest(group: InputGroup): string {
  const known = groupDigests.get(group);
  if (known !== undefined) return known;
  const digest = createHash('sha256').update(sortedJson(group)).digest('hex');
  groupDigests.set(group, digest);
  return digest;
}

/** Two snapshots with the same one are the same; what releases share is read once for all of them. */
export function snapshotDigest({ groups, ...rest }: InputSnapshot): string {
  return sortedJson([rest, groups.map(groupDigest)]);
}

export function sortedEntries(entries: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(entries).toSorted(([one], [other]) => compareText(one, other)),
  );
}

/** For a record of the release; equal snapshots give equal text. */
export function encodeSnapshot(snapshot: InputSnapshot): string {
  return gzipSync(JSON.stringify(snapshot), { level: 9 }).toString('base64');
}

/** Nothing for a record that a later version of this plugin wrote, which is no failure. */
export function decodeSnapshot(text: string): InputSnapshot | undefined {
  try {
    const snapshot = JSON.parse(gunzipSync(Buffer.from(text, 'base64')).toString('utf8')) as {
      readonly version?: unknown;
    };
    return snapshot.version === 1 ? (snapshot as InputSnapshot) : undefined;
  } catch (error) {
    throw new UserError(
      'NXHELM_SNAPSHOT_UNREADABLE',
      'the recorded input snapshot of the release is damaged',
      'npx nx run <project>:helm-deploy --force, which writes it anew',
      { cause: error },
    );
  }
}

/** 72 bits distinguish the inputs of one release, and keep its record small. */
const hashLength = 12;

export function contentHash(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('base64url').slice(0, hashLength);
}

/** Of any plain data; the order of its keys does not count. */
export function dataHash(value: unknown): string {
  return contentHash(sortedJson(value));
}

export interface FileReader {
  /** Nothing where the file is gone. */
  read(path: string): Promise<Buffer | undefined>;
}

/** Reads each file of a workspace once, for however many releases. */
export function createFileReader(workspaceRoot: string): FileReader {
  const read = new Map<string, Promise<Buffer | undefined>>();
  return {
    read: (path) => {
      const known = read.get(path);
      if (known !== undefined) return known;
      const content = readFile(join(workspaceRoot, path)).catch(() => undefined);
      read.set(path, content);
      return content;
    },
  };
}
