import type { ChildProcess } from 'node:child_process';
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { environmentWith } from '../base/settings.ts';
import type { FolderContent, FolderEntry } from './folder-content.ts';
import { changeBetween, folderId } from './folder-content.ts';
import { SupervisorClient } from './supervisor-client.ts';
import { supervisorFor } from './supervisor-text.ts';

/** What the application of these tests does, in the language of each supervisor. */
const applications = {
  node: `
    const { readFileSync } = require('node:fs');
    const text = readFileSync(process.argv[2] + '/text', 'utf8');
    process.on('SIGTERM', () => process.exit(5));
    console.log('application ' + text);
    if (text === 'crash') process.exit(3);
    setInterval(() => undefined, 1000);
  `,
  python3: `
import signal, sys
text = open(sys.argv[1] + '/text').read()
signal.signal(signal.SIGTERM, lambda *_: sys.exit(5))
print('application ' + text, flush=True)
if text == 'crash': sys.exit(3)
while True: signal.pause()
`,
} as const;

function sum(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function file(text: string, mode = 0o644): FolderEntry {
  return { type: 'file', mode, sha256: sum(text) };
}

describe.each(['node', 'python3'] as const)('the supervisor in %s (P1)', (interpreter) => {
  let work: string;
  let folder: string;
  let child: ChildProcess | undefined;
  const waiting: ((line: string) => void)[] = [];
  const seen: string[] = [];
  const { text, file: name } = supervisorFor([interpreter], 'web');

  /** The next line that says so; lines come in order, and none is seen twice. */
  const line = (wanted: RegExp): Promise<RegExpExecArray> =>
    new Promise((resolve) => {
      const search = (): boolean => {
        while (seen.length > 0) {
          const found = wanted.exec(seen.shift() ?? '');
          if (found !== null) {
            resolve(found);
            return true;
          }
        }
        return false;
      };
      const next = (): void => {
        if (!search()) waiting.push(next);
      };
      next();
    });

  const program = (): string => join(work, name);

  async function start(): Promise<SupervisorClient> {
    const application = join(work, interpreter === 'node' ? 'application.cjs' : 'application.py');
    writeFileSync(application, applications[interpreter]);
    const command = [interpreter, application, folder];
    child = spawn(interpreter, [program(), 'run', folder, '0', ...command]);
    if (child.stdout === null) throw new Error('no output');
    createInterface({ input: child.stdout }).on('line', (each) => {
      seen.push(each);
      waiting.shift()?.(each);
    });
    const [, port] = await line(/listening on 127\.0\.0\.1:(\d+)/);
    return new SupervisorClient(Number(port), 'web');
  }

  /** Asked to end, for what it has started ends only with it. */
  async function end(): Promise<unknown> {
    if (child === undefined || child.exitCode !== null) return child?.exitCode;
    const ended = new Promise((resolve) => child?.once('exit', resolve));
    child.kill('SIGTERM');
    return ended;
  }

  beforeEach(() => {
    work = mkdtempSync(join(tmpdir(), 'supervisor-'));
    folder = join(work, 'app');
    mkdirSync(folder);
    writeFileSync(program(), text);
    writeFileSync(join(folder, 'text'), 'one', { mode: 0o644 });
    chmodSync(join(folder, 'text'), 0o644);
    seen.length = 0;
    waiting.length = 0;
  });

  afterEach(async () => {
    await end();
    rmSync(work, { recursive: true, force: true });
  });

  it('has the content id of the plugin for names, modes, links and bytes of every kind', async () => {
    mkdirSync(join(folder, 'b', 'ä'), { recursive: true });
    for (const each of ['b', 'b/ä']) chmodSync(join(folder, each), 0o755);
    writeFileSync(join(folder, 'b', 'ä', '\u{1F600}'), 'x');
    writeFileSync(join(folder, 'b', 'ä', '\uFFFD'), '');
    for (const each of ['\u{1F600}', '\uFFFD']) chmodSync(join(folder, 'b', 'ä', each), 0o755);
    symlinkSync('../text', join(folder, 'b', 'link'), 'file');
    const client = await start();
    const content: FolderContent = new Map([
      ['text', file('one')],
      ['b', { type: 'directory', mode: 0o755 }],
      ['b/ä', { type: 'directory', mode: 0o755 }],
      ['b/ä/\u{1F600}', file('x', 0o755)],
      ['b/ä/\uFFFD', file('', 0o755)],
      ['b/link', { type: 'symlink', mode: 0o777, link: '../text' }],
    ]);
    const manifest = await client.manifest(true);
    expect(manifest.contentId).toBe(folderId(content));
    expect(changeBetween(manifest.content, content)).toEqual({ remove: [], write: [] });
  });

  it('takes what changed, starts the application again, and then holds what was sent', async () => {
    mkdirSync(join(folder, 'old', 'deep'), { recursive: true });
    writeFileSync(join(folder, 'old', 'deep', 'file'), '');
    const client = await start();
    await line(/application one/);
    const before = await client.manifest(false);
    const files: Readonly<Record<string, string>> = { text: 'two', 'new/program': '#!' };
    const wanted: FolderContent = new Map<string, FolderEntry>([
      ['text', file('two')],
      ['new', { type: 'directory', mode: 0o755 }],
      ['new/program', file('#!', 0o755)],
      ['old', { type: 'symlink', mode: 0o777, link: 'new' }],
    ]);
    const change = changeBetween(before.content, wanted);
    const read = (path: string): Buffer => Buffer.from(files[path] ?? '');
    const after = await client.sync(before.contentId, change, wanted, read);
    await line(/application two/);
    expect(after).toMatchObject({ contentId: folderId(wanted), starts: 2, crashes: 0 });
    expect((await client.manifest(true)).contentId).toBe(folderId(wanted));
  });

  it('changes nothing where the folder is not what the sender took it for', async () => {
    const client = await start();
    await line(/application one/);
    const { contentId } = await client.state();
    const wanted: FolderContent = new Map([['text', file('two')]]);
    const change = { remove: [], write: ['text'] };
    const answer = await client.sync('another', change, wanted, () => Buffer.from('two'));
    expect(answer).toBeUndefined();
    expect(await client.state()).toMatchObject({ contentId, starts: 1 });
  });

  it.each([
    ['../outside', 'no path'],
    ['/outside', 'no path'],
    ['link/outside', 'leads through a link'],
  ])('refuses the path %s, and stops nothing', async (path, why) => {
    symlinkSync('..', join(folder, 'link'), 'junction');
    const client = await start();
    const { contentId } = await client.state();
    const wanted: FolderContent = new Map([[path, file('x')]]);
    const sending = client.sync(contentId, { remove: [], write: [path] }, wanted, () =>
      Buffer.from('x'),
    );
    await expect(sending).rejects.toThrow(why);
    expect(existsSync(join(work, 'outside'))).toBe(false);
    expect(await client.state()).toMatchObject({ contentId, starts: 1 });
  });

  it('refuses bytes that are not those of the sum', async () => {
    const client = await start();
    const { contentId } = await client.state();
    const wanted: FolderContent = new Map([['text', file('two')]]);
    const sending = client.sync(contentId, { remove: [], write: ['text'] }, wanted, () =>
      Buffer.from('other'),
    );
    await expect(sending).rejects.toThrow('did not arrive as it was sent');
    expect(readFileSync(join(folder, 'text'), 'utf8')).toBe('one');
  });

  it('outlives an application that crashes, and runs the files that correct it', async () => {
    writeFileSync(join(folder, 'text'), 'crash');
    const client = await start();
    await line(/the application ended \(exit code 3\)/);
    const before = await client.manifest(false);
    expect(before).toMatchObject({ isRunning: false, crashes: 1 });
    const wanted: FolderContent = new Map([['text', file('good')]]);
    await client.sync(before.contentId, { remove: [], write: ['text'] }, wanted, () =>
      Buffer.from('good'),
    );
    await line(/application good/);
    expect(await client.state()).toMatchObject({ isRunning: true });
  });

  it('starts an application again that crashed, without being asked', async () => {
    writeFileSync(join(folder, 'text'), 'crash');
    await start();
    await line(/the application ended/);
    await line(/application crash/);
    await line(/the application ended/);
  });

  it('ends with the application, and with its exit code, when the container is asked to end', async () => {
    await start();
    await line(/application one/);
    expect(await end()).toBe(5);
  });

  it('fills the volume with what the image has, so that both have one content id', async () => {
    mkdirSync(join(folder, 'bin'));
    writeFileSync(join(folder, 'bin', 'program'), '#!');
    chmodSync(join(folder, 'bin', 'program'), 0o755);
    symlinkSync('bin/program', join(folder, 'link'), 'file');
    const image = await (await start()).manifest(true);
    await end();
    const volume = join(work, 'volume');
    mkdirSync(volume);
    const filled = spawnSync(interpreter, [program(), 'fill', folder, volume]);
    expect(filled.status).toBe(0);
    rmSync(folder, { recursive: true });
    folder = volume;
    seen.length = 0;
    expect((await (await start()).manifest(true)).contentId).toBe(image.contentId);
  });
});

describe('the packages of an application in Python (P1)', () => {
  let work: string;
  let supervisor: ChildProcess;
  let client: SupervisorClient;
  let lines: AsyncIterator<string>;

  /** The next line that the application, or what it imports, has printed. */
  async function next(): Promise<string> {
    for (;;) {
      const { value, done } = (await lines.next()) as IteratorResult<string, undefined>;
      if (done === true) throw new Error('the supervisor has ended');
      const [, port] = /listening on 127\.0\.0\.1:(\d+)/.exec(value) ?? [];
      if (port !== undefined) client = new SupervisorClient(Number(port), 'api');
      else if (!value.includes('"level"')) return value;
    }
  }

  async function sync(files: Readonly<Record<string, string>>): Promise<void> {
    const { content, contentId } = await client.manifest(true);
    const wanted = new Map(content);
    for (const [path, text] of Object.entries(files)) wanted.set(path, file(text));
    const change = { remove: [], write: Object.keys(files) };
    await client.sync(contentId, change, wanted, (path) => Buffer.from(files[path] ?? ''));
  }

  function start(more: Readonly<Record<string, string>> = {}, ...main: readonly string[]): void {
    const folder = join(work, 'app');
    const files = {
      'site-packages/package.py': packageText('1'),
      'src/shop/__init__.py': '',
      'src/shop/own.py': 'text = "one"\n',
      'src/shop/__main__.py': application,
      ...more,
    };
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const { text, file: name } = supervisorFor(['python3'], 'api');
    writeFileSync(join(work, name), text);
    const command = ['python3', ...(main.length === 0 ? ['-m', 'shop'] : main), 'argument'];
    supervisor = spawn('python3', [join(work, name), 'run', folder, '0', ...command], {
      cwd: folder,
      env: environmentWith({
        PYTHONPATH: [join(folder, 'src'), join(folder, 'site-packages')].join(delimiter),
        PYTHONDONTWRITEBYTECODE: '1',
        PYTHONUNBUFFERED: '1',
      }),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    if (supervisor.stdout === null) throw new Error('no output');
    lines = createInterface({ input: supervisor.stdout })[Symbol.asyncIterator]();
  }

  beforeEach(() => {
    work = mkdtempSync(join(tmpdir(), 'supervisor-packages-'));
  });
  afterEach(async () => {
    const ended = new Promise((resolve) => supervisor.once('exit', resolve));
    if (supervisor.exitCode === null) supervisor.kill('SIGTERM');
    await ended;
    rmSync(work, { recursive: true, force: true });
  });

  const packageText = (version: string): string =>
    `import os\nprint('package ${version}', flush=True)\nversion = '${version}'\n`;
  const application = [
    'import signal, sys',
    'import package',
    'from shop import own',
    'print("application", own.text, package.version, *sys.argv[1:], flush=True)',
    'while True: signal.pause()',
    '',
  ].join('\n');

  it('are imported once, and modules of its own by each start', async () => {
    start();
    expect(await next()).toBe('package 1');
    expect(await next()).toBe('application one 1 argument');
    // What the next starts have of it.
    expect(await next()).toBe('package 1');
    for (const text of ['two', 'three']) {
      await sync({ 'src/shop/own.py': `text = "${text}"\n` });
      expect(await next()).toBe(`application ${text} 1 argument`);
    }
  });

  it('are imported anew after one of them was sent', async () => {
    start();
    expect(await next()).toBe('package 1');
    expect(await next()).toBe('application one 1 argument');
    expect(await next()).toBe('package 1');
    await sync({ 'site-packages/package.py': packageText('2') });
    expect(await next()).toBe('package 2');
    expect(await next()).toBe('application one 2 argument');
  });

  const threadText = [
    'import gc, sys, threading, time',
    'def work():',
    '    while gc.get_freeze_count() == 0: time.sleep(0.001)',
    '    if "template" in sys.argv: print("imported ahead", flush=True)',
    '    threading.Event().wait()',
    'threading.Thread(target=work, daemon=True).start()',
    '',
  ].join('\n');
  const endText = [
    'import sys',
    'if "template" in sys.argv:',
    '    print("imported ahead", flush=True)',
    '    os._exit(1)',
    '',
  ].join('\n');

  it.each([
    ['begins a thread', threadText],
    ['ends the process that imports it ahead', endText],
  ])('may be one that %s, and the application goes on', async (_what, more) => {
    start({
      'site-packages/package.py': packageText('1') + more,
      'src/shop/__main__.py': [
        'import signal, sys, package',
        'from shop import own',
        'def end(*_):',
        '    print("asked to end", flush=True)',
        '    sys.exit(0)',
        'signal.signal(signal.SIGTERM, end)',
        'print("application", own.text, flush=True)',
        'while True: signal.pause()',
        '',
      ].join('\n'),
    });
    expect(await next()).toBe('package 1');
    expect(await next()).toBe('application one');
    // The import that was to spare the next starts theirs.
    expect(await next()).toBe('package 1');
    expect(await next()).toBe('imported ahead');
    for (const [text, starts] of [
      ['two', 2],
      ['three', 3],
    ] as const) {
      await sync({ 'src/shop/own.py': `text = "${text}"\n` });
      expect(await next()).toBe('asked to end');
      expect(await next()).toBe('package 1');
      expect(await next()).toBe(`application ${text}`);
      expect(await client.state()).toMatchObject({ isRunning: true, starts, crashes: 0 });
    }
  });

  it('are found, as its own modules are, by a file that is started as the interpreter does', async () => {
    const main = [
      'import os, signal, sys',
      'os.chdir("/")',
      'import beside',
      'import __main__',
      'said = (__file__, sys.path[0], sys.argv, __name__, __spec__, __package__, __loader__.path)',
      'print(*said, sys._getframe().f_code.co_filename, __main__.said is said, flush=True)',
      'if sys.argv[1:] == ["argument"]: signal.pause()',
      '',
    ].join('\n');
    const files = { 'src/main.py': main, 'src/beside.py': '' };
    start(files, 'src/main.py');
    const said = await next();
    const options = { cwd: join(work, 'app'), encoding: 'utf8' } as const;
    const plain = spawnSync('python3', ['src/main.py', 'other'], options).stdout.trim();
    expect(said).toBe(plain.replace("'other'", "'argument'"));
    expect(said).toContain(join(work, 'app', 'src'));
  });
});
