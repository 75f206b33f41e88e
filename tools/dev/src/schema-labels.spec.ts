import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from './environment.ts';

const read = (file: string): string => readFileSync(join(workspaceRoot, file), 'utf8');

/** What the Dockerfile says of the schema of a database. */
function labels(app: string): Record<string, string> {
  const found = read(`apps/${app}/Dockerfile`).matchAll(/nx-helm\.schema\.(\w+)="([^"]*)"/g);
  return Object.fromEntries([...found].map(([, name = '', value = '']) => [name, value]));
}

/** The version that the API needs: the number of its newest migration. */
const revisionNeeded = (): number =>
  numberIn('apps/api/src/taskora_api/database/revisions.py', /^REVISION_NEEDED = "(\d+)"$/m);

const schemaVersion = (): number =>
  numberIn(
    'libs/front-end/src/database/schema-version.ts',
    /^export const schemaVersion = (\d+);$/m,
  );

function numberIn(file: string, pattern: RegExp): number {
  return Number(pattern.exec(read(file))?.[1]);
}

describe('the schema that an image declares (A2)', () => {
  it('is the one that the API migrates to and needs', () => {
    expect(revisionNeeded()).toBeGreaterThan(0);
    expect(labels('api')).toMatchObject({ name: 'app', version: String(revisionNeeded()) });
  });

  it.each(['web', 'chatbot'])('is the one that %s migrates to and needs', (app) => {
    expect(schemaVersion()).toBeGreaterThan(0);
    expect(labels(app)).toMatchObject({ name: 'auth', version: String(schemaVersion()) });
  });

  it('is one schema for both front ends, which must not differ in what it allows', () => {
    expect(labels('web')).toEqual(labels('chatbot'));
  });

  it.each(['api', 'web', 'chatbot'])('of %s allows some version of its programs', (app) => {
    const { version, oldest } = labels(app);
    expect(Number(oldest)).toBeGreaterThan(0);
    expect(Number(oldest)).toBeLessThanOrEqual(Number(version));
  });
});
