import type { TaskPlan, TaskPlans } from './nx-plans.ts';

/**
 * The task itself and every task whose outputs reach it. Nx runs more tasks before it than those:
 * one that only has to be done first, such as getting programs ready, decides nothing about it.
 */
export function tasksThatReach(plans: TaskPlans, id: string): TaskPlan[] {
  const reached = new Map<string, TaskPlan>();
  const visit = (task: TaskPlan | undefined): void => {
    if (task === undefined || reached.has(task.id)) return;
    reached.set(task.id, task);
    for (const other of allBefore(plans, task)) if (reads(task, other)) visit(other);
  };
  visit(plans.get(id));
  return [...reached.values()];
}

/** An output can also come from a task further up, where the pattern says so. */
function allBefore(plans: TaskPlans, task: TaskPlan): Set<TaskPlan> {
  const found = new Set<TaskPlan>();
  const visit = ({ dependencies }: TaskPlan): void => {
    for (const name of dependencies) {
      const other = plans.get(name);
      if (other === undefined || found.has(other)) continue;
      found.add(other);
      visit(other);
    }
  };
  visit(task);
  return found;
}

/**
 * A cached task runs again only for outputs that it names as inputs. One that is not cached runs
 * each time, with whatever the tasks right before it have made.
 */
function reads(task: TaskPlan, other: TaskPlan): boolean {
  if (other.outputs.length === 0) return false;
  if (!task.isCached && task.dependencies.includes(other.id)) return true;
  const place = `:${other.outputs.join(',')}`;
  return task.outputPatterns.some((pattern) => pattern.endsWith(place));
}
