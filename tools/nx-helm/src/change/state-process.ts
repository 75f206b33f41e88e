import { writeFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { serialize } from 'node:v8';
import { messageOf, UserError } from '@taskora/base/errors';
import type { StateAnswer, StateRequest } from './ask-state.ts';
import { readInputs } from './read-state.ts';

/**
 * The program that reads one commit. Nx knows one workspace per process, so each commit has a
 * process of its own. The request comes by standard input, and the answer goes into a file, because
 * Nx and its plugins print what they like.
 */
const request = JSON.parse(await text(process.stdin)) as StateRequest;
// What releases share is one object in it, there and here.
await writeFile(request.answerFile, serialize(await answer()));
// Plugins of Nx may leave something running, which would keep this process alive.
process.exit(0);

async function answer(): Promise<StateAnswer> {
  try {
    return { releases: await readInputs(request) };
  } catch (error) {
    if (error instanceof UserError) {
      const { code, project, what, command } = error;
      return { code, ...(project === undefined ? {} : { project }), what, command };
    }
    return {
      code: 'NXHELM_FORECAST_GRAPH',
      what: `Nx cannot make the project graph: ${messageOf(error)}`,
      command: 'npx nx graph --print, at that commit',
    };
  }
}
