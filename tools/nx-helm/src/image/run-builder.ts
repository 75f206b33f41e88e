import { createRequire } from 'node:module';
import { devNull } from 'node:os';
import { pathToFileURL } from 'node:url';
import type { ExecutorContext } from '@nx/devkit';
import { run } from '@taskora/base/run';
import { environmentOnly } from '../base/settings.ts';
import { builderVariables } from './builder-variables.ts';

interface BuilderResult {
  readonly success: boolean;
  /** The last lines of the engine and of the step that failed. */
  readonly errorText: string;
}

/** Plain JavaScript, so that any Node runs it, whatever has loaded this plugin's sources. */
const program = `
import { json } from 'node:stream/consumers';
const { entry, options, context } = await json(process.stdin);
const { default: builder } = await import(entry);
try {
  const { success } = await builder.run(options, context);
  process.exitCode = success ? 0 : 1;
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
`;

/** nx-container loads the file `.env` of its folder when it is imported; this one is empty. */
const noDotenv = { DOTENV_CONFIG_PATH: devNull, DOTENV_CONFIG_QUIET: 'true' };

const keptLines = 8;

/**
 * Runs nx-container's executor in a process of its own: it lets the engine write to its own output,
 * where the error text could not be read, and it works only once in a process. Of the environment
 * it gets what `builderVariables` lets through, besides what is given here.
 */
export async function runBuilder(
  options: Readonly<Record<string, unknown>>,
  context: ExecutorContext,
  variables: Readonly<Record<string, string>>,
): Promise<BuilderResult> {
  const entry = createRequire(import.meta.url).resolve('@nx-tools/nx-container');
  const { root, cwd, isVerbose, projectName, projectsConfigurations } = context;
  const given = { root, cwd, isVerbose, projectName, projectsConfigurations };
  const input = { entry: pathToFileURL(entry).href, options, context: given };
  const lines: string[] = [];
  const { exitCode } = await run(process.execPath, ['--input-type=module', '--eval', program], {
    directory: root,
    environment: environmentOnly(builderVariables, { ...variables, ...noDotenv }),
    input: JSON.stringify(input),
    onOutput: (text, name) => {
      process[name].write(text);
      keep(lines, text);
    },
  });
  return { success: exitCode === 0, errorText: lastLines(lines) };
}

/** Output comes in pieces that end anywhere; the last line is completed by the next piece. */
function keep(lines: string[], text: string): void {
  const [first = '', ...others] = text.split('\n');
  lines.push((lines.pop() ?? '') + first, ...others);
}

/** The builder's last lines: that it cleans up, and that the engine's exit code was not zero. */
const notTheEngines = /Removing temp folder|^Process exited with non-zero status|^-+$|^\s*$/;
const colours = /\u001b\[[0-9;]*m/g;

function lastLines(lines: readonly string[]): string {
  const plain = lines.map((line) => line.replaceAll(colours, '').trimEnd());
  return plain
    .filter((line) => !notTheEngines.test(line))
    .slice(-keptLines)
    .join('\n');
}
