import { spawnSync } from 'node:child_process';
import { cp, mkdir, rename, rm, stat } from 'node:fs/promises';
import { basename, join, relative, resolve } from 'node:path';
import { readMachine, readSourceLines } from './machine.ts';
import { readRootSpec } from './root-spec.ts';
import { chooseMmdebstrapCommand, sourceDateEpoch } from './mmdebstrap-command.ts';
import { writeDigest } from './write-digest.ts';

/**
 * Makes the build context of a base image: `node make-root.ts infra/images/python` writes
 * `dist/infra/images/python/root.tar`, copies the folder `files/` beside it, and writes the digest of both.
 */
async function makeContext(imageFolder: string): Promise<void> {
  const startedMs = performance.now();
  const context = resolve('dist/infra/images', basename(imageFolder));
  await rm(context, { recursive: true, force: true });
  await mkdir(context, { recursive: true });
  const machine = readMachine();
  const archive = join(context, 'root.tar.part');
  const command = chooseMmdebstrapCommand(machine, {
    spec: await readRootSpec(imageFolder),
    hook: join(import.meta.dirname, 'finish-root.sh'),
    archive,
    sources: machine.debianCodename === undefined ? [] : readSourceLines(machine.debianCodename),
  });
  console.log(`${imageFolder}: root by ${command.name}`);
  run(command.program, command.arguments, imageFolder);
  const finished = join(context, 'root.tar');
  await rename(archive, finished);
  await cp(join(imageFolder, 'files'), join(context, 'files'), { recursive: true }).catch(
    ignoreAbsence,
  );
  await writeDigest(context);
  const { size } = await stat(finished);
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
  console.log(`${relative('.', finished)}: ${Math.round(size / 1e6)} MB in ${seconds} s`);
}

function run(program: string, programArguments: readonly string[], imageFolder: string): void {
  const settings = [`SOURCE_DATE_EPOCH=${sourceDateEpoch}`, 'LC_ALL=C'];
  const { status, stderr, error } = spawnSync('env', [...settings, program, ...programArguments], {
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  if (status === 0) return;
  const cause = error?.message ?? stderr.trim().split('\n').slice(-5).join('\n');
  throw new Error(
    `ROOT_FAILED: ${program} could not make the root of ${imageFolder}:\n${cause}\nDo: apt-get update, then apt-get install -y debian-archive-keyring, and try again`,
  );
}

function ignoreAbsence(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}

const imageFolder = process.argv[2];
if (imageFolder === undefined) {
  console.error(
    'ROOT_NO_FOLDER: no image folder was named. Do: node make-root.ts infra/images/node',
  );
  process.exitCode = 2;
} else {
  await makeContext(imageFolder).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
