import { spawn } from 'node:child_process';
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
import { startTimeOf } from '@taskora/minikube/identity';
import { workspaceRoot } from '../environment.ts';

// Each run starts Nx, which takes seconds on a busy machine.
jest.setTimeout(120_000);

const node = (program: string): string => `node -e ${JSON.stringify(program)}`;

describe('the tasks of a run (issue 9: a failure ends what is lost with it)', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'taskora-run-tasks-'));
    symlinkSync(join(workspaceRoot, 'node_modules'), join(folder, 'node_modules'));
    mkdirSync(join(folder, 'p'));
    write('package.json', { name: 'planted', private: true });
    write('nx.json', { analytics: false, neverConnectToCloud: true });
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 }));

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

  function start(target = 'p:all') {
    const program = join(import.meta.dirname, '../__fixtures__/run-tasks.ts');
    const child = spawn(process.execPath, [program, folder, target], {
      stdio: ['ignore', 'pipe', 'inherit'],
      // Its own group stands for a person's terminal.
      detached: true,
      env: { ...process.env, NX_DAEMON: 'false', CI: 'true' },
    });
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
    const end = once(child, 'close').then(([code]) => ({
      code: code as number | null,
      told: said === '' ? undefined : (JSON.parse(said) as Record<string, unknown>),
    }));
    return { child, end };
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
    const { child, end } = start();
    while (!existsSync(at('long'))) await sleep(20);
    process.kill(-(child.pid ?? 0), signal);
    expect((await end).code).toBe(expected);
    await hasEnded('long');
  });
});
