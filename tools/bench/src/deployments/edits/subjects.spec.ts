import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { edited } from '../../edited-line.ts';
import { apiProbe, webPage } from './subjects.ts';

const workspaceRoot = join(import.meta.dirname, '../../../../..');

describe('the lines that the bench of deployments edits (P1)', () => {
  it.each([webPage, apiProbe])('are in $file', (subject) => {
    const text = readFileSync(join(workspaceRoot, subject.file), 'utf8');
    const result = edited(text, subject, 'mark 1');
    expect(result.replace(' mark 1', '')).toBe(text);
    expect(edited(text, subject, 'mark 2')).not.toBe(result);
  });

  it('are missed where they are gone', () => {
    expect(() => edited('', webPage, 'mark')).toThrow(webPage.file);
  });
});
