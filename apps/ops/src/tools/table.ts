import { drift } from './drift.ts';
import { events } from './events.ts';
import { history } from './history.ts';
import { logs } from './logs.ts';
import { plan } from './plan.ts';
import { releases } from './releases.ts';
import { status } from './status.ts';
import type { Group, Tool } from './tool.ts';

/** Every tool that there is, in the order in which clients list them. All of them read. */
export const tools: readonly Tool[] = [status, releases, history, drift, plan, logs, events];

export function toolsOf(groups: readonly Group[]): readonly Tool[] {
  return tools.filter(({ group }) => groups.includes(group));
}
