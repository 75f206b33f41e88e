import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { migrateVariables, productionVariables } from './front-end-variables.ts';
import { loadConfig, type Variables } from './load-config.ts';

const variables: Variables = { ...productionVariables, ...migrateVariables };

describe.each(['web', 'chatbot'])('the example of the environment of %s', (app) => {
  const text = readFileSync(join(__dirname, '../../../apps', app, '.env.example'), 'utf8');
  const lines = [...text.matchAll(/^(# )?([A-Z_]+)=(.*)$/gm)];
  const written = Object.fromEntries(lines.map(([, , name = '', value]) => [name, value]));
  const needed = Object.fromEntries(
    lines.flatMap(([, mark, name = '', value]) => (mark === undefined ? [[name, value]] : [])),
  );

  it('has every variable that a program of the app reads, once', () => {
    const names = Object.values(variables).map(({ name }) => name);
    expect(lines.map(([, , name]) => name).toSorted()).toEqual(names.toSorted());
  });

  it('comments out what has a default, with the default', () => {
    const required = Object.values(variables).filter(
      ({ schema }) => !schema.safeParse(undefined).success,
    );
    expect(Object.keys(needed).toSorted()).toEqual(required.map(({ name }) => name).toSorted());
    expect(loadConfig(variables, written)).toEqual(loadConfig(variables, needed));
  });
});
