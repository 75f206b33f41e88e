import { strict as assert } from 'node:assert';
import { once } from 'node:events';
import { describe, test } from 'node:test';
import { endGroup } from '@taskora/base/run';
import { acme, until } from '../acme/shared.ts';

describe('the watch loop', () => {
  test('a saved file rolls out what it concerns, and tells where the time went', async () => {
    const child = acme.startNx('run', 'infra:watch');
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => (output += text));
    }
    const prints = (pattern: RegExp) =>
      until(String(pattern), () => Promise.resolve(pattern.test(output)));
    try {
      await prints(/watching for saved files; releases: api, chatbot, jobs, platform, web/);
      const before = await acme.state();
      acme.edit('apps/web/www/index.txt', (text) => `${text}saved\n`);
      await prints(/saved apps\/web\/www\/index\.txt: web/);
      await prints(
        /done [\d.]+ s after the save:[^]*^build .*web$[^]*^image [^]*^transfer [^]*^decide [^]*^upgrade .*web$[^]*^ready .*web/m,
      );
      const after = await acme.state();
      assert.notDeepEqual(after['web']?.pods, before['web']?.pods);
      assert.deepEqual(after['api'], before['api']);
      assert.deepEqual(after['chatbot'], before['chatbot']);
    } finally {
      endGroup(child.pid ?? 0, 'SIGINT');
      await once(child, 'close');
    }
  });
});
