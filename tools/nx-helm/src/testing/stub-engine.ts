import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Does of podman what a build and an export ask for, and writes down how it was called. */
const podman = `
const { appendFileSync, copyFileSync, readFileSync, writeFileSync, writeSync } = require('node:fs');
const folder = __dirname;
const args = process.argv.slice(2);
appendFileSync(folder + '/calls', JSON.stringify(args) + '\\n');
const after = (name) => args[args.indexOf(name) + 1];
if (args[0] === '--version' || args[0] === 'version') console.log('podman version 5.0.0');
if (args[0] === 'build') {
  appendFileSync(folder + '/environments', JSON.stringify(process.env) + '\\n');
  const dockerfile = readFileSync(after('--file'), 'utf8');
  const failing = /^RUN (.*)$/m.exec(dockerfile);
  if (failing !== null) {
    console.error('the words of the step that failed: ' + failing[1]);
    process.exit(3);
  }
  writeFileSync(after('--iidfile'), 'sha256:1');
}
if (args[0] === 'image' && args[1] === 'save') {
  const bytes = readFileSync(folder + '/archive.tar');
  for (let at = 0; at < bytes.length; ) at += writeSync(1, bytes, at);
}
`;

/** Puts a stand-in for podman, and a docker that does not answer, into a folder for PATH. */
export function stubEngine(folder: string, archive: Buffer) {
  mkdirSync(folder, { recursive: true });
  const lines = <Line>(name: string): Line[] => {
    const file = join(folder, name);
    const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
    return text
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Line);
  };
  writeFileSync(join(folder, 'archive.tar'), archive);
  writeProgram(join(folder, 'podman'), podman);
  writeProgram(join(folder, 'docker'), 'process.exit(1);');
  return {
    calls: () => lines<string[]>('calls'),
    /** The variables that each build was started with. */
    buildEnvironments: () => lines<Record<string, string>>('environments'),
  };
}

function writeProgram(path: string, program: string): void {
  writeFileSync(path, `#!${process.execPath}\n${program}`);
  chmodSync(path, 0o755);
}
