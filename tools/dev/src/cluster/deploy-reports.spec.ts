import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readDeployReports, summarise } from './deploy-reports.ts';

describe('the summary of a deploy', () => {
  it('names every release under what happened to it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'taskora-reports-'));
    try {
      const reports = [
        { release: 'web', action: 'upgraded', revision: 2 },
        { release: 'api', action: 'skipped', revision: 1 },
        { release: 'platform', action: 'skipped', revision: 1 },
      ];
      for (const each of reports)
        writeFileSync(join(folder, `${each.release}.json`), JSON.stringify(each));
      expect(summarise(readDeployReports(folder))).toBe(
        '3 releases: 2 skipped (api, platform), 1 upgraded (web)',
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
