import type { Kubectl } from './kubectl.ts';

/** The fields of a Warning event that the watch of a rollout reads. */
export interface Warning {
  readonly metadata?: { readonly uid?: string };
  readonly involvedObject: {
    readonly kind?: string;
    readonly name: string;
    readonly uid?: string;
  };
  readonly reason?: string;
  readonly message?: string;
  readonly count?: number;
  readonly series?: { readonly count?: number };
}

/** Empty where they cannot be read: events explain a failure and decide nothing alone. */
export async function readWarnings(kubectl: Kubectl): Promise<readonly Warning[]> {
  const selector = ['--field-selector', 'type=Warning', '--output', 'json'];
  const { exitCode, stdout } = await kubectl.try(['get', 'events', ...selector]);
  if (exitCode !== 0) return [];
  return (JSON.parse(stdout) as { readonly items: readonly Warning[] }).items;
}

/** Those that have come, or come again, since others were read; clocks of two machines may differ. */
export function newWarnings(
  before: readonly Warning[],
  present: readonly Warning[],
): readonly Warning[] {
  const known = new Set(before.map(keyOf));
  return present.filter((warning) => !known.has(keyOf(warning)));
}

function keyOf({ metadata, involvedObject, reason, message, count, series }: Warning): string {
  return JSON.stringify([metadata?.uid, involvedObject, reason, message, count, series?.count]);
}

export function describeWarning({ involvedObject, reason, message }: Warning): string {
  return `event ${involvedObject.name}: ${reason ?? 'Warning'}: ${message ?? ''}`;
}
