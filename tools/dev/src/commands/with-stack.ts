import { runMain } from '@taskora/base/run-main';
import { runBeside } from '../processes/given-program.ts';
import { startStack } from '../stack/stack.ts';

/** `with-stack.ts PROGRAM ARGS...`: runs a program against a local stack whose addresses it gets. */
await runMain(() =>
  runBeside(process.argv, async () => {
    const started = Date.now();
    const { webUrl, chatbotUrl, plainUrl, household, stop } = await startStack();
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    console.log(`local stack ready in ${seconds} s: ${webUrl}`);
    const plain: Record<string, string> = plainUrl === null ? {} : { PLAIN_URL: plainUrl };
    const environment = {
      WEB_URL: webUrl,
      CHATBOT_URL: chatbotUrl,
      HOUSEHOLD_URL: household.url,
      HOUSEHOLD_ISSUER: household.issuer,
      HOUSEHOLD_SMTP_PORT: String(household.smtpPort),
      ...plain,
    };
    return { environment, stop };
  }),
);
