import { formatForecastTable, formatMarkdown } from './executor.ts';
import type { Forecast } from '../../change/forecast.ts';
import type { ReleaseForecast } from '../../change/verdict.ts';

const release = (given: Partial<ReleaseForecast>): ReleaseForecast => ({
  project: 'web',
  verdict: 'may',
  because: 'inputs of its builds changed; it rolls if their output does',
  presence: 'both',
  podsRestart: [],
  diff: [],
  changes: [{ kind: 'lib', name: 'ui', details: ['libs/ui/src/button.ts'] }],
  ...given,
});
const of = (...releases: ReleaseForecast[]): Forecast => ({
  base: 'a'.repeat(40),
  head: 'b'.repeat(40),
  isDirty: false,
  releases,
});
const secretChange = release({
  verdict: 'rolls',
  podsRestart: ['Deployment/web'],
  diff: [
    { id: 'ConfigMap/web', kind: 'ConfigMap', name: 'web', change: 'changed', lines: ['+a: ```'] },
  ],
});

describe('a forecast for people (N3)', () => {
  it('names a release that is left out, and counts it nowhere (K5)', () => {
    const leftOut = 'prod leaves web out';
    const forecast = of(
      release({ verdict: 'no', because: leftOut, changes: [], presence: 'left-out', leftOut }),
    );
    expect(formatForecastTable(forecast).split('\n')).toEqual([
      'bbbbbbb against aaaaaaa: 0 roll, 0 may roll, 0 do not.',
      '',
      'release  verdict   pods  why',
      'web      left out  -     prod leaves web out',
    ]);
    expect(formatMarkdown(forecast)).toContain('`web` | **left out** | - | prod leaves web out');
  });

  it('counts the verdicts and gives each release one row', () => {
    const no = release({ project: 'api', verdict: 'no', because: 'nothing', changes: [] });
    expect(formatForecastTable(of(no, release({}))).split('\n')).toEqual([
      'bbbbbbb against aaaaaaa: 0 roll, 1 may roll, 1 do not.',
      '',
      'release  verdict        pods                  why',
      'api      does not roll  -                     nothing',
      'web      may roll       if its image changes  lib ui',
    ]);
  });

  it('in Markdown has the pods, the reasons and the difference, and can be found again', () => {
    const text = formatMarkdown(of(secretChange));
    expect(text).toMatch(/^<!-- nx-helm forecast -->\n/);
    expect(text).toContain('| `web` | **rolls** | Deployment/web | lib ui |');
    expect(text).toContain('  - `libs/ui/src/button.ts`');
  });

  it('in Markdown keeps text of the workspace within its block, cell and element', () => {
    const name = '</details>|`<script>\n# x';
    const text = formatMarkdown(
      of({ ...secretChange, because: name, changes: [{ kind: 'lib', name, details: [name] }] }),
    );
    expect(text).toContain('````diff');
    expect(text).not.toMatch(/^# x/m);
    const rows = text.split('\n').filter((line) => line.startsWith('| `web`'));
    expect(rows).toEqual([expect.stringContaining('&lt;/details&gt;\\|')]);
    expect(text.match(/<summary>.*<script>/)).toBeNull();
  });

  it('in Markdown stays below what a comment may have, whatever one chart changes', () => {
    const lines = Array.from({ length: 50_000 }, (_, index) => `+line ${index}`);
    const [diff] = secretChange.diff;
    const long = { ...secretChange, diff: diff === undefined ? [] : [{ ...diff, lines }] };
    const details = Array.from({ length: 500 }, (_, index) => `libs/ui/src/file-${index}.ts`);
    const many = release({ changes: [{ kind: 'lib', name: 'ui', details }] });
    const text = formatMarkdown(of(long, long, long, many));
    expect(text.length).toBeLessThan(50_000);
    expect(text).toContain('The rest is left out here.');
    expect(text).toContain('  - and 480 more');
  });
});
