import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const appsFolder = join(__dirname, '../../../apps');

/** What Next.js, docker, Nx and the tests take from each app's own folder, and from nowhere else. */
const equalFiles = [
  'Dockerfile.dockerignore',
  'jest.setup.ts',
  'postcss.config.mjs',
  'src/app/api/[...path]/route.ts',
  'src/app/globals.css',
  'src/instrumentation.ts',
  'src/proxy.ts',
  'tsconfig.check.json',
  'tsconfig.json',
];
const filesWithTheName = [
  'Dockerfile',
  'next.config.ts',
  'project.json',
  'src/server/front-end.ts',
];

const textOf = (app: string, file: string): string =>
  readFileSync(join(appsFolder, app, file), 'utf8');

/** The text with a placeholder where the app's name and the description of its image stand. */
const withoutName = (app: string, text: string): string =>
  text
    .replace(/(image\.description)=".*"/, '$1="DESCRIPTION"')
    .replaceAll(new RegExp(`\\b${app}\\b`, 'g'), 'APP');

describe('the front ends', () => {
  it.each(equalFiles)('have the same %s', (file) => {
    expect(textOf('chatbot', file)).toBe(textOf('web', file));
  });

  it.each(filesWithTheName)('have the same %s but for the name of the app', (file) => {
    const own = (app: string) => withoutName(app, textOf(app, file));
    expect(own('web')).toContain('APP');
    expect(own('chatbot')).toBe(own('web'));
  });
});
