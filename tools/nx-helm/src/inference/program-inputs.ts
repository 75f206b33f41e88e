import { NxHelmError } from '../errors.ts';
import type { Inputs } from './target-parts.ts';

/** A leading `!` takes files out again, as in any other list of Nx's inputs. */
const path = /^(!?)(?:\.\/)?((?!\/|!|[A-Za-z]:|.*\{|(?:.*\/)?\.\.(?:\/|$)).+)$/;

/** The plugin option `programsInputs`, as inputs of the targets that run those programs. */
export function programInputs(option: string): Inputs {
  return option
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const [, negation, inside] = path.exec(part) ?? [];
      if (inside === undefined) throw refused(part);
      return `${negation}{workspaceRoot}/${inside}`;
    });
}

function refused(part: string): NxHelmError {
  return new NxHelmError({
    code: 'NXHELM_OPTION_INVALID',
    what: `the plugin option programsInputs has "${part}", which is no path or glob below the workspace, or has braces`,
    command: 'write it in nx.json like "tools/programs/versions.json, tools/programs/src/**/*"',
  });
}
