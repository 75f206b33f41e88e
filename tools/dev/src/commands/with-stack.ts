import { UserError } from '@taskora/base/errors';
import { runMain } from '@taskora/base/run-main';
import { endOrphans } from '../processes/orphans.ts';
import { run } from '../run.ts';
import { startStack } from '../stack/stack.ts';

/** `with-stack.ts PROGRAM ARGS...`: runs a program against a local stack whose addresses it gets. */
async function main(): Promise<number> {
  // Ctrl-C reaches the program too; this process stays to stop what it started.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);
  const [program, ...args] = process.argv.slice(2);
  if (program === undefined)
    throw new UserError(
      'USAGE',
      'no program was given',
      'node tools/dev/src/commands/with-stack.ts PROGRAM [ARGUMENT ...]',
    );
  await endOrphans();
  const started = Date.now();
  const stack = await startStack();
  console.log(
    `local stack ready in ${((Date.now() - started) / 1000).toFixed(1)} s: ${stack.webUrl}`,
  );
  try {
    const environment = {
      WEB_URL: stack.webUrl,
      CHATBOT_URL: stack.chatbotUrl,
      ...(stack.plainUrl !== null && { PLAIN_URL: stack.plainUrl }),
    };
    return (await run(program, args, { environment, inherit: true, directory: process.cwd() }))
      .exitCode;
  } finally {
    await stack.stop();
  }
}

await runMain(main);
