import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from './environment.ts';

const read = (file: string): string => readFileSync(join(workspaceRoot, 'apps/e2e', file), 'utf8');

describe('the example of the environment of e2e', () => {
  it('has every variable that its configuration reads, with the default', () => {
    const source = read('src/config.ts');
    const variables = [...source.matchAll(/process\.env\['(\w+)'\](?: \?\? (?:'(.*)'|(\d+)))?/g)];
    const expected = variables.map(([, name, text, number]) => `${name}=${text ?? number ?? ''}`);
    expect(source.match(/process\.env/g)).toHaveLength(variables.length);
    expect(
      read('.env.example')
        .match(/(?<=^# )[\dA-Z_]+=.*/gm)
        ?.toSorted(),
    ).toEqual(expected.toSorted());
  });
});
