/**
 * Follows rules with rrule-temporal. A line of JSON on standard input, `{ "text", "limit" }` with the
 * DTSTART and RRULE of RFC 5545, is answered by a line: `{ "times" }`, the first `limit` local times
 * with their offsets, or `{ "error" }`, the sentence of the library.
 */
import { createInterface } from 'node:readline';
import { RRuleTemporal } from 'rrule-temporal';

const ITERATIONS_MAX = 20_000;
const form = { smallestUnit: 'minute', timeZoneName: 'never' };

function follow({ text, limit }) {
  try {
    const rule = new RRuleTemporal({ rruleString: text, maxIterations: ITERATIONS_MAX });
    return { times: rule.all((_time, index) => index < limit).map((time) => time.toString(form)) };
  } catch (error) {
    return { error: error.message };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(follow(JSON.parse(line))));
}
