import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** What every acceptance test is given. */
export interface EndToEndContext {
  readonly workspaceRoot: string;
  /** Its own, empty, and removed afterwards. */
  readonly temporaryFolder: string;
}

export type EndToEndTest = (context: EndToEndContext) => Promise<void>;

/** Runs a test when its file is the program: `node tools/nx-helm/e2e/<name>.e2e.ts`. */
export async function runByItself(moduleUrl: string, test: EndToEndTest): Promise<void> {
  if (moduleUrl !== pathToFileURL(process.argv[1] ?? '').href) return;
  const temporaryFolder = await mkdtemp(join(tmpdir(), 'nx-helm-e2e-'));
  try {
    await test({ workspaceRoot: resolve(import.meta.dirname, '../../..'), temporaryFolder });
  } finally {
    // A daemon that has just ended may still be letting go of its mounts.
    await rm(temporaryFolder, { recursive: true, force: true, maxRetries: 10 });
  }
}

/** Says what was shown; a test that says nothing has shown nothing. */
export function shown(what: string): void {
  console.log(`ok  ${what}`);
}
