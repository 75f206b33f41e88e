/** The Debian release that every image is made from. */
export const suite = 'trixie';

/** The format asked of `apt-get indextargets`; one line per package list. */
export const indexTargetsFormat = '$(ORIGIN)\t$(RELEASE)\t$(REPO_URI)';

/**
 * Turns the mirrors that this machine's apt uses for its own Debian release into source lines for
 * the images' release. None found means that mmdebstrap's own default mirror is used.
 */
export function sourceLines(indexTargets: string, machineCodename: string): string[] {
  const lines = new Set<string>();
  for (const line of indexTargets.split('\n')) {
    const [origin, release, address] = line.split('\t');
    if (origin !== 'Debian' || release === undefined || address === undefined) continue;
    const pocket = release.slice(machineCodename.length);
    const isOwnRelease = release.startsWith(machineCodename);
    if (isOwnRelease && ['', '-updates', '-security'].includes(pocket)) {
      lines.add(`deb ${address} ${suite}${pocket} main`);
    }
  }
  return [...lines].sort();
}
