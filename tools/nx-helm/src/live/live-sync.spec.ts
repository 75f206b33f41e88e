import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Kubectl, KubectlFollow } from '../cluster/connect.ts';
import type { FolderContent } from './folder-content.ts';
import { folderId } from './folder-content.ts';
import { LiveSync } from './live-sync.ts';
import type { WantedFolder } from './pod-sync.ts';
import { supervisorFor } from './supervisor-text.ts';

const supervisor = supervisorFor(['node'], 'web');

function wantedOf(files: Readonly<Record<string, string>>): WantedFolder {
  const content: FolderContent = new Map(
    Object.entries(files).map(([path, text]) => {
      const sha256 = createHash('sha256').update(text).digest('hex');
      return [path, { type: 'file', mode: 0o644, sha256 }];
    }),
  );
  const readFile = (path: string): Buffer => Buffer.from(files[path] ?? '');
  return { content, contentId: folderId(content), readFile };
}

/** A container: a supervisor that runs on a folder, reached as by a port-forward. */
interface Container {
  readonly folder: string;
  readonly port: number;
  readonly child: ChildProcess;
}

describe('pods of a development session (P1)', () => {
  let work: string;
  const containers = new Map<string, Container>();
  const said: string[] = [];
  const stopping = new AbortController();
  const image = (): string => join(work, 'image');

  async function startContainer(pod: string, folder: string): Promise<void> {
    const application = ['node', '--eval', 'setInterval(() => undefined, 1000)'];
    const program = join(work, supervisor.file);
    const child = spawn('node', [program, 'run', folder, '0', ...application]);
    if (child.stdout === null) throw new Error('no output');
    const lines = createInterface({ input: child.stdout });
    const port = await new Promise<number>((resolve) => {
      lines.on('line', (line) => {
        const found = /listening on 127\.0\.0\.1:(\d+)/.exec(line)?.[1];
        if (found !== undefined) resolve(Number(found));
      });
    });
    containers.set(pod, { folder, port, child });
  }

  async function endContainer(pod: string): Promise<void> {
    const { child } = containers.get(pod) ?? {};
    containers.delete(pod);
    if (child === undefined || child.exitCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await ended;
  }

  /** As the init container of a new pod fills its volume. */
  async function startPod(pod: string): Promise<void> {
    const folder = join(work, `volume of ${pod}`);
    cpSync(image(), folder, { recursive: true });
    await startContainer(pod, folder);
  }

  async function restartContainer(pod: string): Promise<void> {
    const { folder = '' } = containers.get(pod) ?? {};
    await endContainer(pod);
    await startContainer(pod, folder);
  }

  function textIn(pod: string): string {
    return readFileSync(join(containers.get(pod)?.folder ?? '', 'text'), 'utf8');
  }

  const kubectl: Kubectl = {
    namespace: 'acme',
    read: () => Promise.reject(new Error('not asked')),
    try: () => {
      const items = [...containers.keys()].map((pod) => ({
        metadata: {
          name: pod,
          labels: { app: 'web' },
          annotations: { 'nx-helm/live-port': '9099' },
        },
        status: { containerStatuses: [{ state: { running: {} } }] },
      }));
      return Promise.resolve({ exitCode: 0, stdout: JSON.stringify({ items }), stderr: '' });
    },
  };
  // A real port-forward stays open over a restart of the container, and leads to the new one.
  const followKubectl: KubectlFollow = (args, { onLine, stop }) =>
    new Promise((resolve) => {
      const container = containers.get((args[1] ?? '').replace('pod/', ''));
      const end = (): void => resolve({ exitCode: 1, stderr: 'lost connection to pod' });
      if (container === undefined || stop.aborted) return end();
      onLine(`Forwarding from 127.0.0.1:${container.port} -> 9099`);
      container.child.once('exit', end);
      stop.addEventListener('abort', end);
    });

  const createSync = (): LiveSync =>
    new LiveSync({
      kubectl,
      followKubectl,
      project: 'web',
      podLabels: { app: 'web' },
      stop: stopping.signal,
      say: (message) => said.push(message),
    });

  /** What was said of the last check; a pod that could not be reached is asked by the next one. */
  async function checkUntil(sync: LiveSync, wanted: RegExp): Promise<void> {
    said.length = 0;
    while (!said.some((message) => wanted.test(message))) await sync.check();
  }

  beforeEach(() => {
    work = mkdtempSync(join(tmpdir(), 'live-sync-'));
    writeFileSync(join(work, supervisor.file), supervisor.text);
    mkdirSync(image());
    writeFileSync(join(image(), 'text'), 'of the image', { mode: 0o644 });
    said.length = 0;
  });

  afterEach(async () => {
    for (const pod of [...containers.keys()]) await endContainer(pod);
    rmSync(work, { recursive: true, force: true });
  });

  const edited = wantedOf({ text: 'edited' });

  it('all hold what was sent, and the comparison reads their files', async () => {
    await startPod('one');
    await startPod('two');
    const sync = createSync();
    await sync.send(edited);
    expect(await sync.check()).toBe(2);
    expect(['one', 'two'].map(textIn)).toEqual(['edited', 'edited']);
    expect(await sync.compare(edited)).toEqual([
      { pod: 'one', difference: undefined },
      { pod: 'two', difference: undefined },
    ]);
    const image = wantedOf({ text: 'of the image', more: '' });
    expect((await sync.compare(image))[0]?.difference).toBe('2 paths differ: more, text');
  });

  it('one that replaces an evicted pod is sent what the image lacks', async () => {
    await startPod('one');
    const sync = createSync();
    await sync.send(edited);
    await sync.check();
    await endContainer('one');
    await startPod('replacement');
    expect(textIn('replacement')).toBe('of the image');
    await checkUntil(sync, /pod replacement holds .*1 written/);
    expect(textIn('replacement')).toBe('edited');
  });

  it('one whose container was killed is compared, and sent nothing that its volume has kept', async () => {
    await startPod('one');
    const sync = createSync();
    await sync.send(edited);
    await sync.check();
    await restartContainer('one');
    await checkUntil(sync, /pod one holds .*, nothing had to be sent/);
    expect(textIn('one')).toBe('edited');
  });

  it('one whose container was killed with its files is sent them again', async () => {
    await startPod('one');
    const sync = createSync();
    await sync.send(edited);
    await sync.check();
    cpSync(image(), containers.get('one')?.folder ?? '', { recursive: true });
    await restartContainer('one');
    await checkUntil(sync, /pod one holds .*1 written/);
    expect(textIn('one')).toBe('edited');
  });

  it('one in whose folder somebody else wrote is put right', async () => {
    await startPod('one');
    const sync = createSync();
    await sync.send(edited);
    await sync.check();
    await sync.check();
    writeFileSync(join(containers.get('one')?.folder ?? '', 'text'), 'by hand');
    await checkUntil(sync, /changed by somebody else/);
    expect(textIn('one')).toBe('edited');
  });

  it('one that was out of reach while files were saved has the last of them afterwards', async () => {
    await startPod('one');
    const sync = createSync();
    await sync.send(edited);
    await sync.check();
    const { folder = '' } = containers.get('one') ?? {};
    await endContainer('one');
    expect(await sync.send(wantedOf({ text: 'edited again' }))).toBe(0);
    await startContainer('one', folder);
    await checkUntil(sync, /pod one holds .*1 written/);
    expect(textIn('one')).toBe('edited again');
  });
});
