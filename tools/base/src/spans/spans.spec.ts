import { eventTemplate, PodSpans } from './pod-spans.ts';
import { spanPicture } from './span-picture.ts';
import { coveredMs, formatSpan, inOrder, parseSpans, type Span } from './span.ts';
import { formatRunTime, runTime } from './span-table.ts';

const span = (name: Span['name'], of: string, from: number, to: number): Span => ({
  name,
  of,
  startMs: 1_000_000 + from,
  endMs: 1_000_000 + to,
});

const run = [
  span('upgrade', 'web', 5000, 11_000),
  span('build', 'web', 400, 3000),
  span('build', 'chatbot', 1000, 4000),
  span('nx', 'workspace', 0, 12_000),
  span('hook', 'web-migrate', 6000, 8000),
];

describe('the spans of a run (N1)', () => {
  it('are what was written, without a line that was cut off or is none', () => {
    const text = run.map(formatSpan).join('');
    expect(parseSpans(text)).toEqual(run);
    expect(parseSpans(`${text.slice(0, -20)}`)).toEqual(run.slice(0, -1));
    expect(parseSpans('null\n{"name":"other","of":"a","startMs":1,"endMs":2}\n')).toEqual([]);
    expect(parseSpans('{"name":"build","of":"a","startMs":2,"endMs":1}\n')).toEqual([]);
  });

  it('count once where they are side by side', () => {
    expect(coveredMs(run.filter(({ name }) => name === 'build'))).toBe(3600);
    expect(coveredMs([])).toBe(0);
  });

  it('stand in the order of the steps', () => {
    const names = inOrder(run).map(({ name, of }) => `${name} ${of}`);
    expect(names).toEqual([
      'nx workspace',
      'build web',
      'build chatbot',
      'upgrade web',
      'hook web-migrate',
    ]);
  });
});

describe('the table of a run (N1)', () => {
  it('says when each step began, how long it took, and what lay between', () => {
    expect(runTime(run)).toEqual({
      seconds: 12,
      steps: [
        { step: 'nx', beginsAfterSeconds: 0, seconds: 12, of: ['workspace'] },
        { step: 'build', beginsAfterSeconds: 0.4, seconds: 3.6, of: ['web', 'chatbot'] },
        { step: 'upgrade', beginsAfterSeconds: 5, seconds: 6, of: ['web'] },
        { step: 'hook', beginsAfterSeconds: 6, seconds: 2, of: ['web-migrate'] },
      ],
      betweenSeconds: 2.4,
    });
    expect(runTime([])).toBeUndefined();
  });

  it('has a line for each step, and the whole', () => {
    const time = runTime(run);
    const lines = formatRunTime(time ?? { seconds: 0, steps: [], betweenSeconds: 0 }).split('\n');
    expect(lines[2]).toMatch(/^build +0\.40 +3\.60 {2}web, chatbot$/);
    expect(lines.at(-1)).toMatch(/^in all +12\.00$/);
  });
});

describe('the picture of runs (N1)', () => {
  it('has a bar for each span with its figures, whatever the names are', () => {
    const planted = [...run, span('image', 'a<b>&"c"', 4000, 5000)];
    const picture = spanPicture([
      { title: 'ours', spans: planted },
      { title: 'theirs', spans: run },
    ]);
    expect(picture.match(/<rect x=/g)).toHaveLength(planted.length + run.length);
    expect(picture).toContain('<title>image of a&lt;b&gt;&amp;&quot;c&quot;: 1.00 s, from 4.00 s');
    expect(picture).not.toContain('NaN');
  });
});

describe('the spans of pods and Jobs (N1)', () => {
  const at = Date.parse('2026-01-02T03:04:05Z');
  const event = (name: string, status: object, created = '2026-01-02T03:04:06Z'): string =>
    [`uid-of-${name}`, name, created, JSON.stringify({ app: name }), JSON.stringify(status)].join(
      ' ',
    );
  const is = (...types: string[]) => types.map((type) => ({ type, status: 'True' }));

  it('are when this process heard of each moment first', () => {
    const spans = new PodSpans({ startMs: at + 300 });
    const running = [{ state: { running: {} } }];
    const events: [object, number][] = [
      [{}, 1000],
      [{ conditions: is('PodScheduled') }, 1100],
      [{ conditions: is('PodScheduled'), containerStatuses: running }, 2500],
      [{ conditions: is('PodScheduled', 'Ready'), containerStatuses: running }, 4000],
      [{ conditions: is('PodScheduled', 'Ready'), containerStatuses: running }, 9000],
    ];
    for (const [status, after] of events) spans.pod(event('web-1', status), at + after);
    expect(spans.spans()).toEqual([
      { name: 'scheduling', of: 'web-1', startMs: at + 1000, endMs: at + 1100 },
      { name: 'start', of: 'web-1', startMs: at + 1100, endMs: at + 2500 },
      { name: 'ready', of: 'web-1', startMs: at + 2500, endMs: at + 4000 },
    ]);
  });

  it('leave out pods from before, and those of a Job, which is one span', () => {
    const spans = new PodSpans({ startMs: at + 300 });
    spans.pod(event('web-0', { conditions: is('Ready') }, '2026-01-02T03:04:04Z'), at + 400);
    spans.job(event('web-migrate', {}), at + 1000);
    spans.pod(event('web-migrate-x', { conditions: is('PodScheduled', 'Ready') }), at + 1100);
    spans.job(event('web-migrate', { conditions: is('Complete') }), at + 3000);
    expect(spans.spans()).toEqual([
      { name: 'hook', of: 'web-migrate', startMs: at + 1000, endMs: at + 3000 },
    ]);
  });

  it('leave out those of other releases', () => {
    const spans = new PodSpans({
      startMs: at,
      isOwnPod: (labels) => labels['app'] === 'web',
      isOwnJob: (name) => name === 'web-migrate',
    });
    for (const name of ['web', 'api']) {
      spans.pod(event(name, {}), at + 1000);
      spans.pod(event(name, { conditions: is('PodScheduled') }), at + 1500);
      spans.job(event(`${name}-migrate`, {}), at + 2000);
      spans.job(event(`${name}-migrate`, { conditions: is('Complete') }), at + 2500);
    }
    expect(spans.spans().map(({ name, of }) => `${name} ${of}`)).toEqual([
      'hook web-migrate',
      'scheduling web',
    ]);
  });

  it('are asked of kubectl in one line an event, also of what has neither labels nor status', () => {
    expect(eventTemplate).toMatch(/^\{\.metadata\.uid\} .* \{\.status\}\{"\\n"\}$/);
    const spans = new PodSpans({ startMs: at });
    const created = '2026-01-02T03:04:06Z';
    spans.pod(`u bare ${created}  `, at + 1000);
    spans.pod(
      `u bare ${created}  ${JSON.stringify({ conditions: is('PodScheduled') })}`,
      at + 1200,
    );
    expect(spans.spans()).toEqual([
      { name: 'scheduling', of: 'bare', startMs: at + 1000, endMs: at + 1200 },
    ]);
  });
});
