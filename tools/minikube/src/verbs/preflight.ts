import type { Settings } from '../settings.ts';
import { lookAhead, type Ask, type Outlook } from './look-ahead.ts';

export interface PreflightResult {
  /** How cluster-up is going to do its work. */
  readonly way: 'running' | 'engine' | 'modules';
  /** One line for people; empty where nothing is going to be made. */
  readonly summary: string;
}

/** Refuses now what cluster-up would refuse later, and changes nothing on this machine. */
export async function preflight(settings: Settings, ask?: Ask): Promise<PreflightResult> {
  const outlook = await lookAhead(settings, ask);
  return { way: outlook.way.kind, summary: describe(outlook) };
}

function describe({ way, known }: Outlook): string {
  if (way.kind === 'running') return '';
  if (known !== undefined)
    return `The Minikube ${known.profile} that this tool made is going to be brought back.`;
  if (way.kind === 'engine') return `A Minikube is going to be started with ${way.engine}.`;
  return 'A Minikube is going to be made from Go modules and Debian packages.';
}
