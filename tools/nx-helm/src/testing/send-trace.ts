import { runMain } from '@taskora/base/run-main';
import { parseSpans } from '@taskora/base/spans/span';
import { sendTrace } from '../base/send-trace.ts';

/** `send-trace.ts ENDPOINT SPANS`: Jest's own loader has no imports at run time, which the exporter does. */
await runMain(async () => {
  const [endpoint = '', text = ''] = process.argv.slice(2);
  await sendTrace(parseSpans(text), { endpoint, service: 'nx-helm', name: 'watch' });
  return 0;
});
