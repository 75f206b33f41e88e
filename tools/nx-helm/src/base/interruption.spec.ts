import { spawn } from 'node:child_process';
import { getEventListeners, once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { pause } from './interruption.ts';

/** Runs a program that listens twice, ends it, and returns its output. */
async function interrupted(body: string) {
  const module = pathToFileURL(join(__dirname, 'interruption.ts')).href;
  const script = `
    import { onInterruption } from ${JSON.stringify(module)};
    setInterval(() => undefined, 1000);
    ${body}
    process.stderr.write('ready');`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script]);
  const said = text(child.stdout);
  await once(child.stderr, 'data');
  child.kill('SIGTERM');
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  return { said: await said, code, signal };
}

describe('an interruption', () => {
  it('ends the process by its signal, and not before the slowest clean-up', async () => {
    const { said, signal } = await interrupted(`
      onInterruption(async () => console.log('quick'));
      onInterruption(async () => {
        for (let turn = 0; turn < 100; turn += 1) await new Promise((resolve) => setImmediate(resolve));
        console.log('slow');
      });`);
    expect(said).toBe('quick\nslow\n');
    expect(signal).toBe('SIGTERM');
  });

  it('leaves the end to whoever else listens', async () => {
    const { said, code } = await interrupted(`
      process.on('SIGTERM', () => setTimeout(() => process.exit(7), 50));
      onInterruption(async () => console.log('clean'));`);
    expect(said).toBe('clean\n');
    expect(code).toBe(7);
  });

  it('is nothing to one that has nothing left to clean up', async () => {
    const { said, signal } = await interrupted(
      `onInterruption(async () => console.log('never'))();`,
    );
    expect(said).toBe('');
    expect(signal).toBe('SIGTERM');
  });
});

describe('a pause', () => {
  it('leaves no listener behind, however often it is made', async () => {
    const stopping = new AbortController();
    for (let turn = 0; turn < 20; turn += 1) await pause(0, stopping.signal);
    expect(getEventListeners(stopping.signal, 'abort')).toEqual([]);
  });

  it('ends when it is stopped, and does not begin when it was stopped before', async () => {
    const stopping = new AbortController();
    const pausing = pause(60_000, stopping.signal);
    stopping.abort();
    await expect(pausing).resolves.toBeUndefined();
    await expect(pause(60_000, stopping.signal)).resolves.toBeUndefined();
  });
});
