import { gunzipSync, gzipSync } from 'node:zlib';
import { NxHelmError } from '../errors.ts';
import type { InputSnapshot } from './snapshot.ts';

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
    throw new NxHelmError({
      code: 'NXHELM_SNAPSHOT_UNREADABLE',
      what: 'the record of what a release was made from is damaged',
      command: 'npx nx run <project>:helm-deploy --force, which writes it anew',
      cause: error,
    });
  }
}
