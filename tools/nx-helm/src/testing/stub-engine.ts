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
// A build is tried before the first one of a workspace; its image is removed by its id.
const isProbe = args.some((arg) => arg.includes('nx-helm-run-probe-') || arg === 'sha256:probe');
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
  if (!isProbe) appendFileSync(folder + '/modes', JSON.stringify(mode) + '\\n');
  if (!isProbe) appendFileSync(folder + '/environments', JSON.stringify(process.env) + '\\n');
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
  writeFileSync(after('--iidfile'), isProbe ? 'sha256:probe' : 'sha256:1');
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
  writeFileSync(join(folder, 'refusals'), '{}');
  writeProgram(join(folder, 'podman'), podman);
  writeProgram(join(folder, 'docker'), 'process.exit(1);');
  return {
    calls: () => lines<string[]>('calls'),
    /** The modes in which images were built: `default`, the name of a runtime, or `chroot`. */
    modes: () => lines<string>('modes'),
    /** What the engine says instead of running a step, by mode. */
    refuse: (refusals: Readonly<Record<string, string>>): void =>
      writeFileSync(join(folder, 'refusals'), JSON.stringify(refusals)),
    /** A client of docker whose daemon does not answer, and which does not end either. */
    hangDocker: (): { readonly childOf: () => number } => {
      const noted = join(folder, 'hanging');
      writeProgram(
        join(folder, 'docker'),
        `const child = require('node:child_process').spawn('sleep', ['600'], { stdio: 'inherit' });
        require('node:fs').writeFileSync(${JSON.stringify(noted)}, String(child.pid));`,
      );
      return { childOf: () => Number(readFileSync(noted, 'utf8')) };
    },
    /** The variables that each build was started with. */
    buildEnvironments: () => lines<Record<string, string>>('environments'),
  };
}

function writeProgram(path: string, program: string): void {
  writeFileSync(path, `#!${process.execPath}\n${program}`);
  chmodSync(path, 0o755);
}
