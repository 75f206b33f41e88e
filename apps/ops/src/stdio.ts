import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { reportFailure } from './failure.ts';
import { createOpsServer } from './mcp/server.ts';
import { workstationOptions } from './workstation.ts';

/** `node apps/ops/src/stdio.ts`: for a client on a workstation that starts its servers itself. */
function main(): void {
  const options = workstationOptions();
  // Standard output is the protocol's; whatever else there is to say goes to standard error.
  serveStdio(() => createOpsServer(options), {
    onerror: (error) => console.error(`ops: ${error.message}`),
  });
}

try {
  main();
} catch (error) {
  reportFailure(error);
}
