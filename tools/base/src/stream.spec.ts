import { PassThrough, Readable } from 'node:stream';
import { run } from './run.ts';

const node = (script: string, input: Readable) => run(process.execPath, ['-e', script], { input });

describe('a program that is fed a stream', () => {
  it('gets all of it, and its output and exit code come back', async () => {
    const script = `
      let length = 0;
      process.stdin.on('data', (chunk) => (length += chunk.length));
      process.stdin.on('end', () => { console.log(String(length)); console.error('err'); process.exit(3); });`;
    const chunks = Array.from({ length: 50 }, () => Buffer.alloc(100_000));
    expect(await node(script, Readable.from(chunks))).toEqual({
      exitCode: 3,
      stdout: '5000000\n',
      stderr: 'err\n',
    });
  });

  it('is ended when the stream fails, and the failure is reported', async () => {
    const stream = new PassThrough();
    const work = node('process.stdin.resume()', stream);
    stream.write('a', () => stream.destroy(new Error('a layer is missing')));
    await expect(work).rejects.toThrow('a layer is missing');
  });

  it('may end before the stream does, and then the rest is not read', async () => {
    const endless = Readable.from(
      (function* () {
        for (;;) yield Buffer.alloc(100_000);
      })(),
    );
    expect((await node('process.exit(5)', endless)).exitCode).toBe(5);
    expect(endless.destroyed).toBe(true);
  });

  it('is reported as a shell would when it is not there', async () => {
    const stream = Readable.from([Buffer.alloc(100)]);
    expect((await run('no-such-program-anywhere', [], { input: stream })).exitCode).toBe(127);
  });
});
