import { sendTrace } from '../spans/otlp.ts';
import { parseSpans } from '../spans/span.ts';
import { runMain } from '../run-main.ts';

/** `send-trace.ts ENDPOINT SPANS`: Jest's own loader has no imports at run time, which the exporter does. */
await runMain(async () => {
  const [endpoint = '', text = ''] = process.argv.slice(2);
  await sendTrace(parseSpans(text), { endpoint, service: 'nx-helm', name: 'watch' });
  return 0;
});
