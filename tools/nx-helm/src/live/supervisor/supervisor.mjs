/**
 * The first process of a container whose application folder is synced: it runs the application, takes
 * changed files on a loopback port, and says what the folder holds. `supervisor.py` does the same where
 * an image has Python; the two differ in nothing but their language.
 *
 *   supervisor.mjs fill FROM TO         copies the image's folder to the volume, before the pod starts
 *   supervisor.mjs run FOLDER PORT CMD  runs CMD, and answers on 127.0.0.1:PORT
 */
import { spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import * as fs from 'node:fs';
import { createServer } from 'node:http';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';

/** How long the application may take to end before it is killed: whoever edits it waits for that. */
const graceMilliseconds = 200;
const firstPauseMilliseconds = 1000;
const longestPauseMilliseconds = 30_000;

/** @typedef {{ type: 'file' | 'directory' | 'symlink', mode: number, sha256?: string, link?: string }} Entry */

/** @param {string} folder @param {(path: string, status: fs.BigIntStats) => void} visit */
function walk(folder, visit, prefix = '') {
  for (const name of fs.readdirSync(join(folder, prefix))) {
    const path = prefix === '' ? name : `${prefix}/${name}`;
    const status = fs.lstatSync(join(folder, path), { bigint: true });
    visit(path, status);
    if (status.isDirectory()) walk(folder, visit, path);
  }
}

/** @param {string} from @param {string} to */
function fill(from, to) {
  process.umask(0);
  walk(from, (path, status) => {
    const target = join(to, path);
    const mode = Number(status.mode) & 0o777;
    if (status.isSymbolicLink())
      return fs.symlinkSync(fs.readlinkSync(join(from, path)), target, 'file');
    if (status.isDirectory()) return fs.mkdirSync(target, { mode: mode | 0o700 });
    fs.copyFileSync(join(from, path), target);
    fs.chmodSync(target, mode | 0o200);
    // Servers compare versions by size and date, and a browser knows the image's.
    fs.utimesSync(target, Number(status.atimeMs) / 1000, Number(status.mtimeMs) / 1000);
  });
}

/**
 * Sums by the identity of a file that the kernel alone writes, so that only changed files are read again.
 *
 * @type {Map<string, { readonly key: string, readonly sha256: string }>}
 */
const sums = new Map();

/** @param {string} file @param {fs.BigIntStats} status @param {boolean} isFresh */
function sumOf(file, status, isFresh) {
  const { ino, size, mtimeNs, ctimeNs } = status;
  const key = `${ino}:${size}:${mtimeNs}:${ctimeNs}`;
  const known = sums.get(file);
  if (!isFresh && known?.key === key) return known.sha256;
  const sha256 = createHash('sha256').update(fs.readFileSync(file)).digest('hex');
  sums.set(file, { key, sha256 });
  return sha256;
}

/** @param {string} folder @returns {Map<string, Entry>} */
function read(folder, isFresh = false) {
  /** @type {Map<string, Entry>} */
  const entries = new Map();
  walk(folder, (path, status) => {
    const file = join(folder, path);
    const mode = Number(status.mode) & 0o777;
    if (status.isSymbolicLink())
      entries.set(path, { type: 'symlink', mode: 0o777, link: fs.readlinkSync(file) });
    else if (status.isDirectory()) entries.set(path, { type: 'directory', mode });
    else if (status.isFile())
      entries.set(path, { type: 'file', mode, sha256: sumOf(file, status, isFresh) });
  });
  return entries;
}

/** The content id, as `folder-content.ts` has it. @param {Map<string, Entry>} entries */
function idOf(entries) {
  const hash = createHash('sha256');
  const paths = [...entries.keys()].map((path) => Buffer.from(path)).sort(Buffer.compare);
  for (const path of paths) {
    const { type, mode, sha256, link } = entries.get(path.toString()) ?? {};
    hash.update(`${type}\0${(mode ?? 0).toString(8)}\0${path}\0${sha256 ?? link ?? ''}\n`);
  }
  return hash.digest('hex');
}

class BadRequest extends Error {
  /** @param {number} status @param {string} message */
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/** @param {string} folder @param {string} path */
function placeOf(folder, path) {
  const parts = path.split('/');
  const isPlain = parts.every((part) => part !== '' && part !== '.' && part !== '..');
  if (!isPlain || path.includes('\0'))
    throw new BadRequest(400, `${path} is no path of the folder`);
  for (let end = 1; end < parts.length; end += 1) {
    const parent = join(folder, parts.slice(0, end).join('/'));
    const status = fs.lstatSync(parent, { throwIfNoEntry: false });
    if (status?.isSymbolicLink()) throw new BadRequest(400, `${path} leads through a link`);
  }
  return join(folder, path);
}

/**
 * @typedef {Entry & { path: string, sizeBytes?: number }} SentEntry
 * @typedef {{ before: string, remove: string[], entries: SentEntry[] }} Header
 * @typedef {{ before: string, remove: string[], entries: (SentEntry & { content: Buffer })[] }} Change
 */

/**
 * @param {string} folder
 * @param {Buffer} body the header as a line of JSON, then the files' bytes
 * @returns {Change}
 */
function parse(folder, body) {
  const end = body.indexOf('\n');
  /** @type {Header} */
  const { before, remove, entries } = JSON.parse(body.subarray(0, end).toString());
  let at = end + 1;
  const parsed = entries.map((entry) => {
    const content = body.subarray(at, (at += entry.sizeBytes ?? 0));
    if (entry.type !== 'file') return { ...entry, content };
    const isWhole = content.length === entry.sizeBytes;
    const isMeant = createHash('sha256').update(content).digest('hex') === entry.sha256;
    if (!isWhole || !isMeant)
      throw new BadRequest(400, `${entry.path} did not arrive as it was sent`);
    return { ...entry, content };
  });
  // Before the application is stopped, so that what is refused disturbs nobody.
  for (const path of [...remove, ...parsed.map(({ path }) => path)]) placeOf(folder, path);
  return { before, remove, entries: parsed };
}

/** @param {string} folder @param {Change} change */
function apply(folder, { remove, entries }) {
  for (const path of remove) fs.rmSync(placeOf(folder, path), { recursive: true, force: true });
  for (const { path, type, mode, link, content } of entries) {
    const target = placeOf(folder, path);
    const found = fs.lstatSync(target, { throwIfNoEntry: false });
    const isFolder = found?.isDirectory() === true;
    if (found !== undefined && !(isFolder && type === 'directory'))
      fs.rmSync(target, { recursive: true, force: true });
    fs.mkdirSync(dirname(target), { recursive: true, mode: 0o755 });
    if (type === 'symlink') fs.symlinkSync(link ?? '', target, 'file');
    else if (type === 'directory') fs.mkdirSync(target, { recursive: true });
    else fs.writeFileSync(target, content);
    if (type !== 'symlink') fs.chmodSync(target, mode);
  }
}

/** @param {string} message */
const say = (message) =>
  console.log(JSON.stringify({ level: 'info', msg: `supervisor: ${message}` }));

/** The application as a process that is started, stopped, and started again when it ends by itself. */
class Application {
  /** @param {readonly string[]} command */
  constructor(command) {
    this.command = command;
    this.starts = 0;
    this.crashes = 0;
    this.pauseMilliseconds = firstPauseMilliseconds;
    /** @type {import('node:child_process').ChildProcess | undefined} */
    this.child = undefined;
    /** @type {Promise<{ readonly code: number, readonly why: string }>} */
    this.ended = Promise.resolve({ code: 0, why: 'never started' });
    /** @type {NodeJS.Timeout | undefined} */
    this.restart = undefined;
  }

  start() {
    clearTimeout(this.restart);
    const [program = '', ...args] = this.command;
    // A group of its own, so that what it has started ends with it.
    const child = spawn(program, args, { stdio: 'inherit', detached: true });
    this.child = child;
    this.starts += 1;
    this.ended = new Promise((resolve) => {
      child.once('error', (error) => resolve({ code: 127, why: error.message }));
      child.once('exit', (code, signal) =>
        resolve({
          code: code ?? 128 + constants.signals[signal ?? 'SIGKILL'],
          why: signal ?? `exit code ${code}`,
        }),
      );
    });
    void this.ended.then(({ why }) => {
      if (this.child !== child) return;
      this.child = undefined;
      this.crashes += 1;
      say(
        `the application ended (${why}); it is started again in ${this.pauseMilliseconds} ms, or when files come`,
      );
      this.restart = setTimeout(() => this.start(), this.pauseMilliseconds);
      this.pauseMilliseconds = Math.min(2 * this.pauseMilliseconds, longestPauseMilliseconds);
    });
  }

  /** @param {number} milliseconds until it is killed */
  async stop(milliseconds) {
    clearTimeout(this.restart);
    const { child, ended } = this;
    this.child = undefined;
    this.pauseMilliseconds = firstPauseMilliseconds;
    if (child?.pid === undefined) return 0;
    const group = -child.pid;
    /** @param {NodeJS.Signals} name */
    const signal = (name) => {
      try {
        process.kill(group, name);
      } catch {
        // It has ended meanwhile.
      }
    };
    signal('SIGTERM');
    const timer = setTimeout(() => signal('SIGKILL'), milliseconds);
    const { code } = await ended;
    clearTimeout(timer);
    signal('SIGKILL');
    return code;
  }
}

/** @param {string} folder @param {number} port @param {readonly string[]} command */
function run(folder, port, command) {
  process.umask(0o022);
  const instance = randomUUID();
  const application = new Application(command);
  /** @type {Promise<unknown>} */
  let last = Promise.resolve();
  /** One change after the other. @template T @param {() => Promise<T>} work @returns {Promise<T>} */
  const inTurn = (work) => {
    const result = last.then(work);
    last = result.then(
      () => undefined,
      () => undefined,
    );
    return result;
  };
  /** @param {Map<string, Entry>} entries */
  const state = (entries) => ({
    instance,
    contentId: idOf(entries),
    starts: application.starts,
    crashes: application.crashes,
    isRunning: application.child !== undefined,
  });
  /** @param {Buffer} body */
  const sync = async (body) => {
    const change = parse(folder, body);
    const present = idOf(read(folder));
    if (change.before !== present) throw new BadRequest(409, `the folder holds ${present}`);
    await application.stop(graceMilliseconds);
    try {
      apply(folder, change);
    } finally {
      application.start();
    }
    return state(read(folder));
  };
  /** @param {import('node:http').IncomingMessage} request @param {Buffer} body @returns {Promise<object>} */
  const answer = async ({ method, url = '/' }, body) => {
    const { pathname, searchParams } = new URL(url, 'http://supervisor');
    if (method === 'POST' && pathname === '/sync') return inTurn(() => sync(body));
    if (method !== 'GET' || !['/state', '/manifest'].includes(pathname))
      throw new BadRequest(404, `${method} ${pathname} is not answered`);
    return inTurn(async () => {
      const entries = read(folder, searchParams.has('fresh'));
      if (pathname === '/state') return state(entries);
      return { ...state(entries), entries: Object.fromEntries(entries) };
    });
  };
  const server = createServer((request, response) => {
    /** @type {Buffer[]} */
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      answer(request, Buffer.concat(chunks)).then(
        (result) => response.end(`${JSON.stringify(result)}\n`),
        (error) => {
          response.statusCode = error instanceof BadRequest ? error.status : 500;
          response.end(`${JSON.stringify({ error: error.message })}\n`);
        },
      );
    });
  });
  // Loopback only: who may reach it is what the cluster says of port-forwards.
  server.listen(port, '127.0.0.1', () => {
    const { port: taken } = /** @type {import('node:net').AddressInfo} */ (server.address());
    say(`listening on 127.0.0.1:${taken}`);
    application.start();
  });
  for (const signal of /** @type {const} */ (['SIGTERM', 'SIGINT'])) {
    process.once(signal, () => {
      server.close();
      // Kubernetes kills what takes longer than the pod's own grace period.
      void application.stop(2 ** 30).then((code) => process.exit(code));
    });
  }
}

const [mode, ...args] = process.argv.slice(2);
if (mode === 'fill') fill(args[0] ?? '', args[1] ?? '');
else run(args[0] ?? '', Number(args[1]), args.slice(2));
