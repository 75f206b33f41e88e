import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { frontEndVariables } from './front-end-variables.ts';
import { loadConfig } from './load-config.ts';

describe.each(['web', 'chatbot'])('the example of the environment of %s', (app) => {
  const text = readFileSync(join(__dirname, '../../../apps', app, '.env.example'), 'utf8');
  const lines = [...text.matchAll(/^(# )?([A-Z_]+)=(.*)$/gm)];
  const written = Object.fromEntries(lines.map(([, , name = '', value]) => [name, value]));
  const needed = Object.fromEntries(
    lines.flatMap(([, mark, name = '', value]) => (mark === undefined ? [[name, value]] : [])),
  );

  it('has every variable, and comments the defaults out', () => {
    const variables = Object.values(frontEndVariables);
    expect(Object.keys(written).toSorted()).toEqual(variables.map(({ name }) => name).toSorted());
    expect(loadConfig(frontEndVariables, written)).toEqual(loadConfig(frontEndVariables, needed));
  });
});
