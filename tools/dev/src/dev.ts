import { run } from './run.ts';
import { runMain } from './run-main.ts';
import { developmentPorts } from './stack/settings.ts';

/** `npm run dev`: the three services on this machine, until Ctrl-C. */
async function main(): Promise<number> {
  const { web, chatbot } = developmentPorts;
  console.log(`tasks http://localhost:${web}, chat http://localhost:${chatbot}; Ctrl-C ends both`);
  const args = ['run-many', '-t', 'dev', '--parallel=6', '--output-style=stream'];
  return (await run('nx', args, { inherit: true })).exitCode;
}

await runMain(main);
