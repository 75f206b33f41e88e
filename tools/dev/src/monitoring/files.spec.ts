import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '../environment.ts';
import { DASHBOARD } from './dashboard.ts';

describe('what is made of infra/monitoring (K9)', () => {
  it('is what the source says (dev:monitoring writes it)', () => {
    const program = join(workspaceRoot, 'tools/dev/src/commands/monitoring.ts');
    const { status, stderr } = spawnSync(process.execPath, [program, '--check'], {
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  it('has panels that do not lie on each other, each with a query', () => {
    interface Panel {
      readonly type: string;
      readonly gridPos: {
        readonly x: number;
        readonly y: number;
        readonly w: number;
        readonly h: number;
      };
      readonly targets?: readonly unknown[];
    }
    const { panels } = JSON.parse(readFileSync(join(workspaceRoot, DASHBOARD), 'utf8')) as {
      panels: Panel[];
    };
    const taken = new Set<string>();
    for (const { gridPos, type, targets } of panels) {
      expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24);
      if (type !== 'row') expect(targets).not.toHaveLength(0);
      for (let x = gridPos.x; x < gridPos.x + gridPos.w; x += 1) {
        for (let y = gridPos.y; y < gridPos.y + gridPos.h; y += 1) {
          expect(taken).not.toContain(`${x},${y}`);
          taken.add(`${x},${y}`);
        }
      }
    }
  });
});
