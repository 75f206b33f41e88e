import { join } from 'node:path';
import type { RecordedSpans } from '../testing/recorded-spans.ts';
import { createRecordedSpans } from '../testing/recorded-spans.ts';
import { isRecording, spanned } from './record-span.ts';
import { spansVariable } from './settings.ts';

let spans: RecordedSpans;
beforeEach(() => {
  spans = createRecordedSpans(process.env);
});
afterEach(() => spans.remove());

describe('what a run records of where its time goes (N1)', () => {
  it('is nothing where nobody asked for it', async () => {
    expect(isRecording()).toBe(false);
    await expect(spanned('decide', 'web', () => Promise.resolve(1))).resolves.toBe(1);
  });

  it('does not fail what it measures where the file cannot be written', async () => {
    process.env[spansVariable] = join(spans.folder, 'gone', 'spans.jsonl');
    const warning = jest.spyOn(console, 'warn').mockImplementation(() => undefined);
    await expect(spanned('decide', 'web', () => Promise.resolve(1))).resolves.toBe(1);
    expect(warning).toHaveBeenCalledWith(expect.stringContaining('ENOENT'));
    warning.mockRestore();
  });

  it('is each step, also one that fails', async () => {
    const recorded = spans.record();
    await spanned('decide', 'web', () => Promise.resolve());
    const failing = spanned('upgrade', 'web', () => Promise.reject(new Error('refused')));
    await expect(failing).rejects.toThrow('refused');
    expect(recorded()).toEqual(['decide web', 'upgrade web']);
  });
});
