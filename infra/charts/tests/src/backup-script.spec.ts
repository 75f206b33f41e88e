import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stageCharts } from './helm.ts';

const charts = stageCharts();
afterAll(() => charts.dispose());

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'taskora-backups-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function script(): string {
  const rendered = charts.render('platform', { set: ['database.backup.enabled=true'] });
  return rendered.podOf('CronJob').spec.containers[0]?.command?.at(-1) ?? '';
}

/** Runs the job's script where /backups is a folder, with programs that stand in for PostgreSQL's. */
function run(options: { keep: number; dump?: string; list?: string }) {
  const programs = mkdtempSync(join(tmpdir(), 'taskora-programs-'));
  const dump =
    options.dump ??
    'for each; do case $each in --file=*) echo data > "${each#--file=}" ;; esac; done';
  for (const [name, body] of Object.entries({ pg_dump: dump, pg_restore: options.list ?? ':' })) {
    writeFileSync(join(programs, name), `#!/bin/sh\n${body}\n`);
    chmodSync(join(programs, name), 0o755);
  }
  const PATH = `${programs}:/usr/bin:/bin`;
  const result = spawnSync('sh', ['-c', script().replaceAll('/backups', folder)], {
    env: { PATH, KEEP: String(options.keep) },
    encoding: 'utf8',
  });
  rmSync(programs, { recursive: true });
  return result;
}

const put = (...names: string[]): void => {
  for (const name of names) writeFileSync(join(folder, name), '');
};

const old = ['taskora-20260101T000000Z', 'taskora-20260102T000000Z', 'taskora-20260103T000000Z'];
const complete = (name: string) => [`${name}.complete`, `${name}.dump`];

describe('the script of the backups', () => {
  it('keeps the newest that are whole, and removes what a killed run left', () => {
    put(...old.flatMap(complete), 'taskora-20251231T000000Z.dump');
    expect(run({ keep: 3 })).toMatchObject({ status: 0 });
    const names = readdirSync(folder).sort();
    expect(names).toHaveLength(6);
    expect(names.slice(0, 4)).toEqual(old.slice(1).flatMap(complete));
  });

  it.each([
    ['a dump that fails', { dump: 'exit 1' }],
    ['a dump that cannot be read again', { list: 'exit 1' }],
  ])('removes no backup for %s', (_what, broken) => {
    put(...old.flatMap(complete));
    expect(run({ keep: 1, ...broken }).status).not.toBe(0);
    const whole = readdirSync(folder).filter((name) => name.endsWith('.complete'));
    expect(whole.sort()).toEqual(old.map((name) => `${name}.complete`));
  });
});
