import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ApiServer } from '../testing/simulation/api-server.ts';
import { createApiServer } from '../testing/simulation/api-server.ts';
import { runHelmModel } from '../testing/simulation/helm-model.ts';
import { namespace } from '../testing/simulation/http-server.ts';
import { startRealHelm } from '../testing/simulation/real-helm.ts';
import { writeFiles } from '../testing/workspace.ts';

// Each command starts Helm, which takes half a second on a quiet machine.
jest.setTimeout(120_000);

const historyMost = 3;
const refused = 'refused';

const configMap = (name: string, value: string): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name} }\ndata: { value: ${value} }\n`;

const charts: Readonly<Record<string, readonly string[]>> = {
  one: [configMap('settings', 'one')],
  two: [configMap('settings', 'two'), configMap('more', 'two')],
  // Sorted last, so that the others are applied before it is refused.
  bad: [configMap('settings', 'bad'), configMap('most', 'bad'), configMap(refused, 'bad')],
};

const place = ['--namespace', namespace];
const upgrade = (chart: string, revision: number): string[] => [
  ...['upgrade', 'api', chart, '--install', '--create-namespace', ...place, '--wait'],
  ...['--rollback-on-failure', '--timeout', '20s', '--labels', `revision=${revision}`],
];
const rollback = (revision: number): string[] => ['rollback', 'api', String(revision), ...place];
const uninstall = (...flags: readonly string[]): string[] => [
  ...['uninstall', 'api', ...place, '--wait', ...flags],
];

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'nx-helm-model-'));
  for (const [name, objects] of Object.entries(charts)) {
    writeFiles(root, {
      [`${name}/Chart.yaml`]: `apiVersion: v2\nname: ${name}\nversion: 0.1.0\n`,
      [`${name}/templates/objects.yaml`]: objects.join('---\n'),
    });
  }
});
afterEach(() => rmSync(root, { recursive: true }));

/** What is written, in order; objects that one step makes or removes are in any order. */
function traceOf(api: ApiServer): { readonly take: () => string[]; readonly count: () => number } {
  let lines: string[] = [];
  let count = 0;
  api.onWrite(({ kind, metadata }, isRemoved) => {
    count += 1;
    const { status, revision } = metadata.labels ?? {};
    const details = kind === 'Secret' ? ` ${status ?? ''} ${revision ?? ''}` : '';
    lines.push(
      `${isRemoved ? 'removes' : 'writes'} ${kind} ${metadata.name}${isRemoved ? '' : details}`,
    );
  });
  const sorted = (all: readonly string[]): string[] => {
    const parts: string[][] = [];
    for (const line of all) {
      const last = parts.at(-1);
      const [verb = '', kind] = line.split(' ');
      const isSameStep =
        kind === 'ConfigMap' && last?.[0]?.startsWith(`${verb} ConfigMap`) === true;
      if (isSameStep) last.push(line);
      else parts.push([line]);
    }
    return parts.flatMap((part) => part.toSorted());
  };
  return {
    count: () => count,
    take: () => {
      const taken = sorted(lines);
      lines = [];
      return taken;
    },
  };
}

type Run = (args: readonly string[]) => Promise<boolean>;

class Killed extends Error {}

function modelOn(api: ApiServer, isKilled: () => boolean): Run {
  const manifestOf = (folder: string): string =>
    readFileSync(join(root, folder, 'templates/objects.yaml'), 'utf8');
  const step = <Result>(_label: string, effect: () => Result): Promise<Result> => {
    if (isKilled()) return Promise.reject(new Killed());
    return Promise.resolve().then(effect);
  };
  const setting = { api, namespace, manifestOf, step, isCancelled: () => false, historyMost };
  return async (args) => {
    try {
      const { exitCode } = await runHelmModel(setting, args);
      return exitCode === 0 && !isKilled();
    } catch (error) {
      if (error instanceof Killed) return false;
      throw error;
    }
  };
}

interface Command {
  readonly args: readonly string[];
  /** It is killed when it has written so often. */
  readonly killedAt?: number;
}

/** For each command whether it succeeds, and what it writes. */
async function playedBy(
  who: 'Helm' | 'the model',
  commands: readonly Command[],
): Promise<(readonly [boolean, string[]])[]> {
  const api = createApiServer({ hasNamespace: true, refused });
  const trace = traceOf(api);
  let end = Infinity;
  const isKilled = (): boolean => trace.count() >= end;
  const helm = who === 'Helm' ? await startRealHelm({ root, api, historyMost }) : undefined;
  api.onWrite(() => {
    if (isKilled()) helm?.kill();
  });
  const play = helm?.run ?? modelOn(api, isKilled);
  try {
    const played: (readonly [boolean, string[]])[] = [];
    for (const { args, killedAt = Infinity } of commands) {
      end = trace.count() + killedAt;
      played.push([await play(args), trace.take()]);
    }
    return played;
  } finally {
    await helm?.stop();
  }
}

const commandsOf = (...all: readonly (readonly string[])[]): Command[] =>
  all.map((args) => ({ args }));

const upgradesFrom = (...names: readonly string[]): string[][] =>
  names.map((name, index) => upgrade(name, index + 1));

describe('the model of Helm, held against Helm itself', () => {
  it.each<[string, Command[]]>([
    ['upgrades, of which one removes an object', commandsOf(...upgradesFrom('one', 'two', 'one'))],
    ['an upgrade that fails and is rolled back', commandsOf(...upgradesFrom('one', 'bad', 'two'))],
    ['an install that fails and is removed', commandsOf(...upgradesFrom('bad', 'one'))],
    [
      'more revisions than are kept',
      commandsOf(...upgradesFrom('one', 'two', 'one', 'two', 'bad', 'one')),
    ],
    ['a rollback', commandsOf(...upgradesFrom('one', 'two'), rollback(1), upgrade('two', 4))],
    ['an uninstall', commandsOf(...upgradesFrom('one', 'two'), uninstall(), upgrade('one', 1))],
    [
      'an uninstall that keeps the history',
      commandsOf(...upgradesFrom('one', 'two'), uninstall('--keep-history'), upgrade('one', 3)),
    ],
  ])('writes the same in the same order: %s', async (_what, commands) => {
    expect(await playedBy('the model', commands)).toEqual(await playedBy('Helm', commands));
  });

  it.each([1, 2, 3, 4, 5])(
    'leaves the same where it is killed at write %d of an upgrade, and comes back from it',
    async (killedAt) => {
      const commands: Command[] = [
        { args: upgrade('one', 1) },
        { args: upgrade('two', 2), killedAt },
        { args: upgrade('one', 3) },
        { args: rollback(1) },
        { args: upgrade('two', 4) },
      ];
      expect(await playedBy('the model', commands)).toEqual(await playedBy('Helm', commands));
    },
  );

  it.each([4, 5, 6, 7])(
    'leaves the same where it is killed at write %d of one that fails',
    async (killedAt) => {
      const commands: Command[] = [
        { args: upgrade('one', 1) },
        { args: upgrade('bad', 2), killedAt },
        { args: upgrade('two', 3) },
        { args: uninstall() },
      ];
      expect(await playedBy('the model', commands)).toEqual(await playedBy('Helm', commands));
    },
  );
});
