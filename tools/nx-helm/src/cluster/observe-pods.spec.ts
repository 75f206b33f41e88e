import type { RecordedSpans } from '../testing/recorded-spans.ts';
import { createRecordedSpans } from '../testing/recorded-spans.ts';
import { observingPods } from './observe-pods.ts';

let spans: RecordedSpans;
beforeEach(() => {
  spans = createRecordedSpans(process.env);
});
afterEach(() => spans.remove());

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
    const recorded = spans.record();
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
    spans.record();
    const followKubectl = () => Promise.resolve({ exitCode: 1, stderr: 'forbidden' });
    const rolled = observingPods({ followKubectl, workloads }, () => Promise.resolve(4));
    await expect(rolled).resolves.toBe(4);
  });
});
