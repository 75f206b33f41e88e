import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseSpans } from '@taskora/base/spans/span';
import { spansVariable } from '../base/settings.ts';

export interface RecordedSpans {
  readonly folder: string;
  /** From now on spans are recorded; gives what reads them, as `decide web`. */
  record(): () => string[];
  remove(): void;
}

/** A file for the spans of a test, which is named to the code from `record` until `remove`. */
export function createRecordedSpans(environment: NodeJS.ProcessEnv): RecordedSpans {
  const folder = mkdtempSync(join(tmpdir(), 'nx-helm-record-'));
  return {
    folder,
    record: () => {
      const file = join(folder, 'spans.jsonl');
      environment[spansVariable] = file;
      return () => parseSpans(readFileSync(file, 'utf8')).map(({ name, of }) => `${name} ${of}`);
    },
    remove: () => {
      Reflect.deleteProperty(environment, spansVariable);
      rmSync(folder, { recursive: true });
    },
  };
}
