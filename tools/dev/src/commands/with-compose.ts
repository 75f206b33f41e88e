import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runMain } from '@taskora/base/run-main';
import { composeDown, composeUp } from '../compose/compose.ts';
import { freePort } from '../ports.ts';
import { runBeside } from '../processes/given-program.ts';

/** `with-compose.ts PROGRAM ARGS...`: runs a program with a stack of docker-compose.yml of its own. */
await runMain(() =>
  runBeside(process.argv, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'compose-'));
    const ports = { web: await freePort(), chatbot: await freePort() };
    const options = { ports, folder, project: `taskora-${ports.web}` };
    const stop = async () => {
      await composeDown(options, true);
      rmSync(folder, { recursive: true, force: true });
    };
    try {
      await composeUp(options);
    } catch (error) {
      await stop();
      throw error;
    }
    const environment = {
      WEB_URL: `http://localhost:${ports.web}`,
      CHATBOT_URL: `http://localhost:${ports.chatbot}`,
    };
    return { environment, stop };
  }),
);
