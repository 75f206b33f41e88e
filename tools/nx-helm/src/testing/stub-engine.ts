import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Does of podman what a build and an export ask for, and writes down how it was called. */
const podman = `
const { appendFileSync, copyFileSync, readFileSync, writeFileSync, writeSync } = require('node:fs');
const folder = __dirname;
const given = process.argv.slice(2);
const runtime = given[0] === '--runtime' ? given[1] : undefined;
const args = runtime === undefined ? given : given.slice(2);
const isChroot = args.includes('chroot') || process.env.BUILDAH_ISOLATION === 'chroot';
const mode = isChroot ? 'chroot' : (runtime ?? 'default');
const isProbe = args.some((arg) => arg.includes('nx-helm-run-probe-'));
if (!isProbe) appendFileSync(folder + '/calls', JSON.stringify(args) + '\\n');
const after = (name) => args[args.indexOf(name) + 1];
if (args[0] === '--version' || args[0] === 'version') console.log('podman version 5.0.0');
if (args[0] === 'info' && args[2] === '{{.Host.OCIRuntime.Name}}') console.log('crun');
if (args[0] === 'build') {
  const refusals = JSON.parse(readFileSync(folder + '/refusals', 'utf8'));
  if (refusals[mode] !== undefined) {
    console.error(refusals[mode]);
    process.exit(1);
  }
  if (!isProbe) appendFileSync(folder + '/modes', mode + '\\n');
  const dockerfile = readFileSync(after('--file'), 'utf8');
  const failing = /^RUN (.*)$/m.exec(dockerfile);
  if (failing !== null && !isProbe) {
    console.error('the words of the step that failed: ' + failing[1]);
    process.exit(3);
  }
  if (isChroot && after('--network') !== 'host') {
    console.error('cannot set --network other than host with --isolation chroot');
    process.exit(125);
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
  writeFileSync(join(folder, 'refusals'), '{}');
  writeProgram(join(folder, 'podman'), podman);
  writeProgram(join(folder, 'docker'), 'process.exit(1);');
  const lines = (file: string): string[] =>
    existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : [];
  return {
    calls: (): string[][] => lines(calls).map((line) => JSON.parse(line) as string[]),
    /** The modes in which images were built: `default`, the name of a runtime, or `chroot`. */
    modes: (): string[] => lines(join(folder, 'modes')),
    /** What the engine says instead of running a step, by mode. */
    refuse: (refusals: Readonly<Record<string, string>>): void =>
      writeFileSync(join(folder, 'refusals'), JSON.stringify(refusals)),
    /** A client of docker whose daemon does not answer, and which does not end either. */
    hangDocker: (): void =>
      writeProgram(
        join(folder, 'docker'),
        "require('node:child_process').spawnSync('sleep', ['600'], { stdio: 'inherit' });",
      ),
  };
}

function writeProgram(path: string, program: string): void {
  writeFileSync(path, `#!${process.execPath}\n${program}`);
  chmodSync(path, 0o755);
}
