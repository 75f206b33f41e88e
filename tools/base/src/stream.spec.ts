import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { findProcess } from './processes.ts';
import { endGroup, run } from './run.ts';
import { startProgram } from './stream.ts';

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

describe('a program that goes on beside this one', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'taskora-stream-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it('has its output in a file of its own, and says how it ended', async () => {
    const log = join(folder, 'logs', 'log');
    for (const text of ['first', 'second']) {
      const script = `console.log(${JSON.stringify(text)}); console.error('err'); process.exitCode = 3`;
      const { ended } = await startProgram(process.execPath, ['-e', script], { log });
      expect(await ended).toEqual({ exitCode: 3, signal: null });
      expect(readFileSync(log, 'utf8')).toBe(`${text}\nerr\n`);
    }
  });

  it('is ended by a signal, as a shell tells it', async () => {
    const args = ['-e', 'setInterval(() => {}, 9)'];
    const { end, ended } = await startProgram(process.execPath, args, {});
    end('SIGKILL');
    expect(await ended).toEqual({ exitCode: 137, signal: 'SIGKILL' });
  });

  it('that is not there is refused as the system does', async () => {
    const started = startProgram('taskora-no-such-program', [], {});
    await expect(started).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('leads a group and does not keep this process, where it is left', async () => {
    const pidFile = join(folder, 'pid');
    const module = JSON.stringify(pathToFileURL(join(__dirname, 'stream.ts')).href);
    const script = `import { startProgram } from ${module};
      import { writeFileSync } from 'node:fs';
      const args = ['-e', 'setInterval(() => {}, 9)'];
      const { pid } = await startProgram(process.execPath, args, { isLeft: true, log: '/dev/null' });
      writeFileSync(${JSON.stringify(pidFile)}, String(pid));`;
    await run(process.execPath, ['--input-type=module', '-e', script]);
    const pid = Number(readFileSync(pidFile, 'utf8'));
    expect(findProcess(pid)?.commandLine).toContain('setInterval(() => {}, 9)');
    endGroup(pid, 'SIGKILL');
  });
});
