/** The project graph between two saves, which Nx takes a while to make. */
export interface KeptGraph<Graph> {
  /** The graph that decides which releases these saved files concern. */
  for(files: readonly string[]): Promise<Graph>;
  /** Makes it anew without anybody waiting: what was saved may have made an edge, such as an import. */
  renew(): void;
}

/**
 * Files that make projects, targets or most edges, of Nx and of the plugins that read them. Any other file
 * has its owner by its folder, also one that is new, and an edge that it makes says nothing of itself: it
 * counts when the file at its other end is saved.
 */
const decisive: readonly RegExp[] = [
  /^(?:project|package|nx|composer)\.json$/,
  /^(?:tsconfig|jsconfig)[^/]*\.json$/,
  /^(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|pnpm-workspace\.yaml|bun\.lockb?)$/,
  /^(?:Chart\.yaml|Chart\.lock|.*Dockerfile.*|.*\.toml)$/,
  /\.config\.[cm]?[jt]s$/,
  /^\.(?:nxignore|gitignore)$/,
];

function isDecisive(file: string): boolean {
  const name = file.slice(file.lastIndexOf('/') + 1);
  return decisive.some((pattern) => pattern.test(name));
}

export function keepGraph<Graph>(first: Graph, make: () => Promise<Graph>): KeptGraph<Graph> {
  let current: Promise<Graph> | undefined = Promise.resolve(first);
  const renewed = (): Promise<Graph> => {
    const next = make();
    current = next;
    // Whoever asks next makes it once more, and gets the error.
    next.catch(() => {
      if (current === next) current = undefined;
    });
    return next;
  };
  return {
    for: (files) => (current === undefined || files.some(isDecisive) ? renewed() : current),
    renew: () => void renewed(),
  };
}
