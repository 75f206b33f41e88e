import { runShellCommand } from '../process/shell-command.ts';
import { environmentValue } from '../settings.ts';
import { contentHash } from './content-hash.ts';
import { entryKey } from './snapshot.ts';
import type { SnapshotFacts } from './snapshot-inputs.ts';

/** Nx adds it to every task; it says nothing about what the task makes. */
const ofNxItself = new Set(['NX_CLOUD_ENCRYPTION_KEY']);

/**
 * What tasks ask the machine: commands of nx.json or project.json, and variables. One that is not
 * set leaves no entry, for an image names many that hardly any machine has.
 */
export async function addRuntime({ workspaceRoot, tasks, builder }: SnapshotFacts): Promise<void> {
  const commands = new Set(tasks.flatMap(({ runtime }) => runtime));
  for (const command of [...commands].toSorted()) {
    const output = await runShellCommand(command, workspaceRoot);
    const place = { kind: 'other', name: command, scope: 'build' } as const;
    builder.add(place, entryKey('runtime', command), contentHash(output));
  }
  const variables = new Set(tasks.flatMap(({ environment }) => environment));
  for (const name of [...variables].toSorted().filter((one) => !ofNxItself.has(one))) {
    const value = environmentValue(name);
    if (value === undefined) continue;
    const place = { kind: 'other', name, scope: 'build' } as const;
    builder.add(place, entryKey('environment', name), contentHash(value));
  }
}
