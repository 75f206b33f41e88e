import { parseArgs } from 'node:util';
import { UserError } from '@taskora/base/errors';
import { runMain } from '@taskora/base/run-main';
import { composeDown, composeUp, usual } from '../compose/compose.ts';

/** `compose.ts up [--web-port=PORT] [--chatbot-port=PORT]`, `compose.ts down [--data]` (K7). */
await runMain(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      'web-port': { type: 'string', default: String(usual.ports.web) },
      'chatbot-port': { type: 'string', default: String(usual.ports.chatbot) },
      data: { type: 'boolean', default: false },
    },
  });
  const ports = { web: portIn(values['web-port']), chatbot: portIn(values['chatbot-port']) };
  const options = { ...usual, ports };
  await (positionals[0] === 'down' ? composeDown(options, values.data) : composeUp(options));
  return 0;
});

function portIn(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new UserError('USAGE', `${text} is no port`, 'npx nx run dev:compose --web-port=3000');
}
