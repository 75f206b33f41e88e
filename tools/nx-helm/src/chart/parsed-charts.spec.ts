import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'nx-helm-charts-'));
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

/** A process of its own, as far as this module knows. */
async function newProcess() {
  jest.resetModules();
  const module = await import('./chart-file.ts');
  module.loadParsedCharts(root);
  return module;
}

const file = (): string => join(root, '.nx/workspace-data/nx-helm-charts-2.json');

describe('charts that were parsed before', () => {
  it('are the same in the next process, and only those that are still used are kept', async () => {
    mkdirSync(join(root, '.nx/workspace-data'), { recursive: true });
    const first = await newProcess();
    const parsed = first.parseChartText('name: a\nversion: 1.0.0\nkeywords: [x]\n');
    first.parseChartText('name: gone\n');
    first.saveParsedCharts(root);
    expect(Object.keys(JSON.parse(readFileSync(file(), 'utf8')) as object)).toHaveLength(2);

    const second = await newProcess();
    expect(second.parseChartText('name: a\nversion: 1.0.0\nkeywords: [x]\n')).toEqual(
      JSON.parse(JSON.stringify(parsed)),
    );
    second.parseChartText('name: new\n');
    second.saveParsedCharts(root);
    const kept = Object.values(JSON.parse(readFileSync(file(), 'utf8')) as object);
    expect(kept).toEqual([{ name: 'a', version: '1.0.0' }, { name: 'new' }]);
    expect(readdirSync(join(root, '.nx/workspace-data'))).toHaveLength(1);
  });

  it('are parsed anew where the record is damaged, and one with errors is never kept', async () => {
    mkdirSync(join(root, '.nx/workspace-data'), { recursive: true });
    writeFileSync(file(), '{ "half');
    const { parseChartText, saveParsedCharts } = await newProcess();
    expect(parseChartText('name: a\n')).toMatchObject({ name: 'a' });
    expect(() => parseChartText('name: [')).toThrow();
    saveParsedCharts(root);
    expect(Object.values(JSON.parse(readFileSync(file(), 'utf8')) as object)).toEqual([
      { name: 'a' },
    ]);
  });

  it('are not recorded where Nx keeps nothing', async () => {
    const { parseChartText, saveParsedCharts } = await newProcess();
    parseChartText('name: a\n');
    saveParsedCharts(root);
    expect(readdirSync(root)).toEqual([]);
  });
});
