import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { namesIn } from '../../preflight/host.mjs';
import { readOptional } from '@taskora/base/files';
import { refusalFor } from '../base/refuse-for.ts';
import { must, type Runner } from '../base/run.ts';
import { hostPath, type Settings } from '../base/settings.ts';

const PACKAGES = ['iptables', 'conntrack', 'ipset', 'libc6', 'kmod'];
const IPTABLES = ['iptables', 'ip6tables'].flatMap((name) =>
  ['', '-save', '-restore'].map((suffix) => name + suffix),
);
/** Of no use in an image: device nodes, package lists, texts. */
const NOT_NEEDED = ['dev', 'var/lib/apt', 'usr/share/doc', 'usr/share/man', 'usr/share/locale'];

/** The machine's own package sources of its own release; sources of others would mix releases. */
export function debianSources(settings: Settings): string[] {
  const release = readOptional(hostPath(settings, '/etc/os-release')) ?? '';
  const codename = /^VERSION_CODENAME=(\w+)$/m.exec(release)?.[1];
  if (codename === undefined) return [];
  const folder = hostPath(settings, '/etc/apt/sources.list.d');
  const files = [
    hostPath(settings, '/etc/apt/sources.list'),
    ...namesIn(folder)
      .filter((name) => name.endsWith('.list') || name.endsWith('.sources'))
      .map((name) => join(folder, name)),
  ];
  const ofRelease = new RegExp(`\\s${codename}(\\s|$|-)`, 'm');
  return files.filter((file) => ofRelease.test(withoutComments(readOptional(file) ?? '')));
}

const withoutComments = (text: string): string => text.replaceAll(/^\s*#.*$/gm, '');

/** Unpacks the few Debian packages that kube-proxy calls, without running their scripts. */
export async function makeDebianRoot(
  root: string,
  settings: Settings,
  runner: Runner,
): Promise<void> {
  const sources = debianSources(settings);
  if (sources.length === 0) {
    throw refusalFor({
      code: 'NO_PACKAGE_SOURCES',
      what: "no file in /etc/apt names package sources of this Debian release, of which kube-proxy's image is made",
      fix: 'restore /etc/apt/sources.list.d/debian.sources',
    });
  }
  const options = ['--quiet', '--variant=extract', `--include=${PACKAGES.join(',')}`];
  await must(runner, 'mmdebstrap', [...options, '', root, ...sources]);
  for (const name of IPTABLES) {
    const link = join(root, 'usr', 'sbin', name);
    rmSync(link, { force: true });
    symlinkSync('xtables-nft-multi', link);
  }
  for (const path of NOT_NEEDED) rmSync(join(root, path), { recursive: true, force: true });
  mkdirSync(join(root, 'dev'), { recursive: true });
}
