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
  const calls = join(folder, 'calls');
  writeFileSync(join(folder, 'archive.tar'), archive);
  writeProgram(join(folder, 'podman'), podman);
  writeProgram(join(folder, 'docker'), 'process.exit(1);');
  return {
    calls: (): string[][] =>
      existsSync(calls)
        ? readFileSync(calls, 'utf8')
            .split('\n')
            .filter(Boolean)
            .map((line) => JSON.parse(line) as string[])
        : [],
  };
}

function writeProgram(path: string, program: string): void {
  writeFileSync(path, `#!${process.execPath}\n${program}`);
  chmodSync(path, 0o755);
}
