import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseSpans } from '@taskora/base/spans/span';
import { spansVariable } from '../base/settings.ts';
import { observingPods } from './observe-pods.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nx-helm-record-'));
});
afterEach(() => {
  Reflect.deleteProperty(process.env, spansVariable);
  rmSync(folder, { recursive: true });
});

function record(): () => string[] {
  const file = join(folder, 'spans.jsonl');
  process.env[spansVariable] = file;
  return () => parseSpans(readFileSync(file, 'utf8')).map(({ name, of }) => `${name} ${of}`);
}

const podEvent = (status: object): string =>
  [
    'uid',
    'web-1',
    new Date().toISOString(),
    JSON.stringify({ app: 'web' }),
    JSON.stringify(status),
  ].join(' ');
const workloads = [{ kind: 'Deployment', name: 'web', podLabels: { app: 'web' }, isHook: false }];

describe('the recorded spans of pods (N1)', () => {
  it('are not watched for where nobody asked for them', async () => {
    const followKubectl = () => Promise.reject(new Error('not to be asked'));
    const rolled = observingPods({ followKubectl, workloads }, () => Promise.resolve(2));
    await expect(rolled).resolves.toBe(2);
  });

  it('are of the pods of the release, and the watch ends with it', async () => {
    const recorded = record();
    const stopped: boolean[] = [];
    let emit: (line: string) => void = () => undefined;
    const observed = observingPods(
      {
        followKubectl: (args, { onLine, stop }) => {
          expect(args.slice(0, 3)).toEqual(['get', 'pods', '--watch']);
          emit = onLine;
          return new Promise((resolve) => {
            stop.addEventListener('abort', () => {
              stopped.push(true);
              resolve({ exitCode: 0, stderr: '' });
            });
          });
        },
        workloads,
      },
      async () => {
        emit(podEvent({}));
        emit(podEvent({ conditions: [{ type: 'PodScheduled', status: 'True' }] }));
        return 3;
      },
    );
    await expect(observed).resolves.toBe(3);
    expect(stopped).toEqual([true]);
    expect(recorded()).toEqual(['scheduling web-1']);
  });

  it('do not fail a rollout whose pods cannot be watched', async () => {
    record();
    const followKubectl = () => Promise.resolve({ exitCode: 1, stderr: 'forbidden' });
    const rolled = observingPods({ followKubectl, workloads }, () => Promise.resolve(4));
    await expect(rolled).resolves.toBe(4);
  });
});
