import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { endGroup } from '@taskora/base/run';
import { startTimeOf } from '@taskora/base/identity';
import { workspaceRoot } from '../environment.ts';

// Each run starts Nx, which takes seconds on a busy machine.
jest.setTimeout(120_000);

const node = (program: string): string => `node -e ${JSON.stringify(program)}`;

/** A plugin of Nx that finds a fault in each project. */
const planted = (words: string): string =>
  `exports.name = 'planted'; exports.createNodesV2 = ['**/project.json', () => { throw new Error('${words}'); }];`;

/** An executor that runs its tasks in one process, of which the first fails. */
const failingBatch = `exports.default = async function* ({ tasks }) {
  const terminalOutput = 'PLANTED_BATCH: no rollout (project p). Do: look at p\\n';
  const result = { success: false, status: 'failure', terminalOutput, startTime: 1, endTime: 2 };
  for (const task of Object.keys(tasks)) yield { task, result };
};`;

describe('the tasks of a run: a failure ends what is lost with it', () => {
  let folder: string;
  const started: ChildProcess[] = [];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'taskora-run-tasks-'));
    symlinkSync(join(workspaceRoot, 'node_modules'), join(folder, 'node_modules'), 'junction');
    for (const name of ['p', 'q']) mkdirSync(join(folder, name));
    write('package.json', { name: 'planted', private: true });
    write('nx.json', { analytics: false, neverConnectToCloud: true });
  });
  afterEach(() => {
    // A run that a test has given up ends with it.
    for (const child of started.splice(0)) {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
    }
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  });

  const at = (name: string): string => join(folder, name);
  const write = (name: string, content: object): void =>
    writeFileSync(at(name), JSON.stringify(content));

  /** Tasks by the programs that they are, and `all`, which waits for all of them. */
  function plant(programs: Readonly<Record<string, string>>): void {
    const tasks = Object.entries(programs).map(([name, program]) => [
      name,
      { executor: 'nx:run-commands', options: { command: node(program) } },
    ]);
    const all = { executor: 'nx:noop', dependsOn: Object.keys(programs) };
    write('p/project.json', { name: 'p', targets: { ...Object.fromEntries(tasks), all } });
  }

  /** Writes its number, and would go on for ten minutes. */
  const endless = (name: string): string =>
    `require('node:fs').writeFileSync('${at(name)}', String(process.pid)); setTimeout(() => {}, 600000)`;
  const failing = (after: string): string =>
    `setInterval(() => { if (require('node:fs').existsSync('${at(after)}')) { console.error('PLANTED_FAULT: it broke. Do: mend it'); process.exit(3); } }, 20)`;

  function start(fixture = 'run-tasks', environment: Record<string, string> = {}) {
    const program = join(import.meta.dirname, `../__fixtures__/${fixture}.ts`);
    const child = spawn(process.execPath, [program, folder, 'p:all'], {
      stdio: ['ignore', 'pipe', 'pipe'],
      // Its own group stands for a person's terminal.
      detached: true,
      env: {
        ...{ ...process.env, NX_DAEMON: 'false', CI: 'true', XDG_CACHE_HOME: at('cache') },
        ...environment,
      },
    });
    started.push(child);
    let said = '';
    let errors = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
    const end = once(child, 'close').then(([code]) => ({
      code: code as number | null,
      said,
      errors,
      told: said.startsWith('{') ? (JSON.parse(said) as Record<string, unknown>) : undefined,
    }));
    /** Waits for something that the run does, and for no longer than the run. */
    const until = async (isSo: () => boolean): Promise<void> => {
      while (!isSo() && child.exitCode === null) await sleep(20);
    };
    return { child, end, until };
  }

  /** The system may take a moment to end what was killed; the test's own limit ends the waiting. */
  async function hasEnded(name: string): Promise<void> {
    while (startTimeOf(Number(readFileSync(at(name), 'utf8'))) !== undefined) await sleep(20);
  }

  it('all end with the first that fails, and the code says a failure', async () => {
    plant({ long: endless('long'), bad: failing('long') });
    const { code, told } = await start().end;
    expect(code).toBe(1);
    expect(told).toMatchObject({
      planned: 3,
      done: [],
      failure: { task: 'p:bad', output: expect.stringContaining('PLANTED_FAULT: it broke') },
      stopped: expect.arrayContaining(['p:long']),
    });
    await hasEnded('long');
    expect(readFileSync(at('log'), 'utf8')).toContain('PLANTED_FAULT');
  });

  it('all end with the first that fails, also one that does not heed being asked', async () => {
    const stubborn = `process.on('SIGTERM', () => {}); ${endless('stubborn')}`;
    plant({ stubborn, bad: failing('stubborn') });
    expect((await start().end).code).toBe(1);
    await hasEnded('stubborn');
  });

  it('that go well are told with the code of success', async () => {
    plant({ quick: '0' });
    const { code, told } = await start().end;
    expect(code).toBe(0);
    expect(told).toMatchObject({ stopped: [] });
    expect(told?.['failure']).toBeUndefined();
    expect(told?.['done']).toEqual(expect.arrayContaining(['p:quick']));
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('end with an interruption, whose code only %s gives', async (signal, expected) => {
    plant({ long: endless('long') });
    const { child, end, until } = start();
    await until(() => existsSync(at('long')));
    endGroup(child.pid ?? 0, signal);
    expect((await end).code).toBe(expected);
    await hasEnded('long');
  });

  it('end with SIGTERM also where it reaches this program alone', async () => {
    plant({ long: endless('long') });
    const { child, end, until } = start();
    await until(() => existsSync(at('long')));
    child.kill('SIGTERM');
    expect((await end).code).toBe(143);
    await hasEnded('long');
  });

  it('show a line for each that was done, and last what failed, why, and what comes next', async () => {
    const noise = "for (let i = 0; i < 100; i++) console.log('noise ' + i);";
    plant({ slow: 'setTimeout(() => {}, 1200)', bad: `${noise} ${failing('cache/taskora/go')}` });
    const run = start('show-run');
    mkdirSync(at('cache/taskora'), { recursive: true });
    await run.until(
      () => existsSync(at('log')) && /noise 99/.test(readFileSync(at('log'), 'utf8')),
    );
    writeFileSync(at('cache/taskora/go'), '');
    const { code, said, errors } = await run.end;
    expect(code).toBe(1);
    expect(said).not.toContain('noise');
    const lines = errors.trim().split('\n');
    expect(lines[0]).toMatch(/^p:bad failed after \d+ s:$/);
    expect(lines.filter((line) => line.includes('noise'))).toHaveLength(19);
    expect(lines.at(-3)).toBe('  PLANTED_FAULT: it broke. Do: mend it');
    expect(lines.at(-1)).toMatch(
      /^TASK_FAILED: p:bad failed.*; its last lines are above, all output is in .*log\. Do: mend it, then npm run up$/,
    );
  });

  it('show what a task of a batch says, and not what its project said before', async () => {
    const executors = { x: { implementation: './x', batchImplementation: './x', schema: './s' } };
    write('q/package.json', { name: 'q', version: '1.0.0', executors: './executors.json' });
    write('q/executors.json', { executors });
    write('q/s.json', { type: 'object', properties: {} });
    writeFileSync(at('q/x.js'), failingBatch);
    const tasks = ['one', 'two'].map((name) => [
      name,
      { executor: './q:x', dependsOn: ['before'] },
    ]);
    const before = { command: 'echo words of before' };
    const all = { executor: 'nx:noop', dependsOn: ['one', 'two'] };
    const targets = { before, ...Object.fromEntries(tasks), all };
    write('p/project.json', { name: 'p', targets });
    const { code, errors } = await start('show-run', { NX_BATCH_MODE: 'true' }).end;
    expect(code).toBe(1);
    const lines = errors.trim().split('\n');
    expect(lines.at(-3)).toBe('  PLANTED_BATCH: no rollout (project p). Do: look at p');
    expect(lines.at(-1)).toMatch(/^TASK_FAILED: p:\w+ failed.* Do: look at p, then npm run up$/);
  });

  it.each([
    ['a project that cannot be read', 'p/project.json', '{"name":"p",', 'p/project.json'],
    ['a plugin that fails', 'planted.js', planted('PLANTED_FAULT: no such chart'), 'PLANTED_FAULT'],
    ['a plugin that is not there', 'other.js', '', './planted.js: Cannot find module'],
    ['a name given twice', 'q/project.json', '{"name":"p"}', 'defined in multiple locations'],
  ])('show what Nx says when none has begun, as with %s', async (_, file, content, words) => {
    plant({ quick: '0' });
    write('nx.json', { analytics: false, neverConnectToCloud: true, plugins: ['./planted.js'] });
    writeFileSync(at('planted.js'), "exports.name = 'planted';");
    if (file === 'other.js') rmSync(at('planted.js'));
    writeFileSync(at(file), content);
    const { code, errors } = await start('show-run').end;
    expect(code).toBe(1);
    const lines = errors.trim().split('\n');
    expect(lines[0]).toBe('Nx ended before any task failed:');
    expect(lines.slice(1, -1).join('\n')).toContain(words);
    expect(lines.at(-1)).toMatch(
      /^RUN_FAILED: .*last lines are above, all output is in .*log\. Do: mend .*, then npm run up$/,
    );
  });

  it('show their lines plainly where there is no terminal, and keep how long they took', async () => {
    plant({ slow: 'setTimeout(() => {}, 1200)' });
    const { code, said } = await start('show-run').end;
    expect(code).toBe(0);
    expect(said).toMatch(/^ {2}p:slow, \d+ s\n$/);
    const kept = JSON.parse(readFileSync(at('cache/taskora/durations.json'), 'utf8')) as object;
    expect(kept).toMatchObject({ 'p:slow': expect.any(Number) });
  });
});
