import { UserError } from '@taskora/base/errors';
import type { Aiops } from '@taskora/dev/aiops';
import { asksClusterAlone, type Played, type PlayedStep } from './play.ts';

/** What Nx and npm print where a command did nothing, whatever code it ended with. */
const didNothing =
  /isn't part of an Nx workspace|^npm (?:error|warn exec)|^\s*NX\s+(?:ERROR|Cannot )/m;

/** Refuses a play in which something did not come out as its recipe says. */
export function checkPlayed(played: Played, source: Aiops, nameOf: (tool: string) => string): void {
  const { recipe, steps, offered, instructions, changes } = played;
  const fix = `npx nx run bench:aiops -- --only=${recipe.name}`;
  const missing = Object.entries(source.tools)
    .filter(([, { scope }]) => scope === 'cluster' || !asksClusterAlone(recipe, source))
    .map(([tool]) => nameOf(tool))
    .filter((tool) => !offered.includes(tool));
  if (missing.length > 0) {
    throw new UserError('AGENT_LACKS_TOOLS', `not offered: ${missing.join(', ')}`, fix);
  }
  if (!instructions.includes('# Operating Taskora')) {
    throw new UserError('AGENT_LACKS_PROMPT', 'the model was not given system.md', fix);
  }
  if (changes.length > 0) {
    throw new UserError('AGENT_CHANGED_CLUSTER', `it sent ${changes.join(', ')}`, fix);
  }
  for (const [index, step] of steps.entries()) {
    const fault = faultOf(step);
    if (fault === undefined) continue;
    const what = `${recipe.name}: step ${index + 1} ${fault}`;
    throw new UserError('AGENT_STEP_FAILED', what, fix);
  }
}

/** What is wrong with a step, by what the agent was given; undefined where nothing is. */
export function faultOf({ step, outcome: { text, isError } }: PlayedStep): string | undefined {
  const shown = text.trim().slice(0, 500);
  if (shown === '') return 'gave nothing';
  if (isError) return `ended with an error: ${shown}`;
  if (didNothing.test(text)) return `did nothing: ${shown}`;
  return step.shows.test(text) ? undefined : `does not show ${step.shows.source}: ${shown}`;
}
