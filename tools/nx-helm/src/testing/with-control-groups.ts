import { spawnSync } from 'node:child_process';

/**
 * `with-control-groups.ts ARRANGEMENT PROGRAM ARGUMENT...`, in a mount namespace of its own: gives the
 * program control groups as another machine has them. The kernel's hierarchies stay what they are;
 * engines and runtimes go by what is mounted.
 */
const folder = '/sys/fs/cgroup';
const mountV2 = ['mount', '-t', 'cgroup2', 'cgroup2', folder];
const unmountAll = ['umount', '--lazy', '--recursive', folder];

/** Each command is an argument array; one that fails because there is nothing to unmount is none. */
const arrangements: Readonly<Record<string, readonly (readonly string[])[]>> = {
  'as they are': [],
  'version 1 alone': [['umount', '--lazy', `${folder}/unified`]],
  'version 2 alone': [unmountAll, mountV2],
  'version 2, read-only': [unmountAll, [...mountV2, '-o', 'ro']],
  none: [unmountAll],
};

const [arrangement = '', program = '', ...args] = process.argv.slice(2);
for (const [command = '', ...options] of [
  ['mount', '--make-rprivate', '/'],
  ...(arrangements[arrangement] ?? [['false']]),
]) {
  const { status, stderr } = spawnSync(command, options, { encoding: 'utf8' });
  const isAbsent = command === 'umount' && /not mounted|no mount point/.test(stderr);
  if (status === 0 || isAbsent) continue;
  console.error(`${command} ${options.join(' ')}: ${stderr.trim()}`);
  process.exit(77);
}
process.exit(spawnSync(program, args, { stdio: 'inherit' }).status ?? 1);
