import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Kubectl } from './connect.ts';

/** Many releases of one run may write the same ConfigMap at once, and of each round only one succeeds. */
const attempts = 20;
const pauseMilliseconds = 40;
const longestPauseMilliseconds = 800;

type Pause = (milliseconds: number) => Promise<unknown>;

export interface ConfigMap {
  readonly metadata: { readonly resourceVersion?: string };
  readonly data?: Readonly<Record<string, string>>;
  readonly binaryData?: Readonly<Record<string, string>>;
}

/** What a ConfigMap is to be. */
export interface ConfigMapContent {
  readonly labels?: Readonly<Record<string, string>>;
  readonly data: Readonly<Record<string, string>>;
  readonly binaryData?: Readonly<Record<string, string>>;
}

/** Why a ConfigMap could not be written. */
export interface WriteFailure {
  readonly text: string;
  /** Others have written it in every attempt, so that it may be written later. */
  readonly isConflict: boolean;
}

export async function readConfigMap(
  kubectl: Kubectl,
  name: string,
): Promise<ConfigMap | undefined> {
  const args = ['get', 'configmap', name, '--ignore-not-found', '--output', 'json'];
  const text = await kubectl.read(args);
  return text.trim() === '' ? undefined : (JSON.parse(text) as ConfigMap);
}

/**
 * No write of another run is lost: the API server refuses a replace of an outdated version, and the
 * object is read again after a pause of random length. Nothing is written where the change gives nothing.
 * Returns why it could not be written, where it could not.
 */
export async function changeConfigMap(
  kubectl: Kubectl,
  name: string,
  change: (present: ConfigMap | undefined) => ConfigMapContent | undefined,
  pause: Pause = sleep,
): Promise<WriteFailure | undefined> {
  let text = '';
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const present = await readConfigMap(kubectl, name);
    const content = change(present);
    if (content === undefined) return undefined;
    const { labels, data, binaryData } = content;
    const { resourceVersion } = present?.metadata ?? {};
    const input = JSON.stringify({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name, ...(labels && { labels }), ...(resourceVersion && { resourceVersion }) },
      data,
      ...(binaryData && { binaryData }),
    });
    const verb = present === undefined ? 'create' : 'replace';
    const written = await kubectl.try([verb, '--filename', '-'], { input });
    if (written.exitCode === 0) return undefined;
    text = written.stderr.trim();
    if (!isOvertaken(text)) return { text, isConflict: false };
    const longest = Math.min(pauseMilliseconds * 2 ** attempt, longestPauseMilliseconds);
    await pause(randomInt(pauseMilliseconds / 2, longest));
  }
  return { text, isConflict: true };
}

/** Another run has written, made or removed the ConfigMap meanwhile. */
function isOvertaken(errorText: string): boolean {
  return /\((Conflict|AlreadyExists|NotFound)\)/.test(errorText);
}
