/** What a build wrote into its output although it depends on the machine or on chance. */
export interface Accidents {
  /** Spellings of the checkout's path, longest first. */
  readonly checkoutPaths: readonly string[];
  readonly appRoot: string;
  /** Next's random keys; each is replaced by one of equal length. */
  readonly keys: readonly PreviewKey[];
}

export interface PreviewKey {
  readonly name: string;
  readonly value: string;
}

/** A path on Windows also occurs with slashes, and in JSON with its backslashes doubled. */
export function checkoutSpellings(checkouts: readonly string[], appRoot: string): string[] {
  const spellings = checkouts
    .filter((checkout) => checkout !== appRoot)
    .flatMap((checkout) => [
      checkout,
      checkout.replaceAll('\\', '\\\\'),
      checkout.replaceAll('\\', '/'),
    ]);
  return [...new Set(spellings)].sort((a, b) => b.length - a.length);
}

/**
 * Where the output was built, as Next wrote it down: a task cache brings outputs of other checkouts,
 * which name their own path and not the one of this checkout.
 */
export function builtCheckout(requiredServerFiles: string, projectRoot: string): string[] {
  const { appDir } = JSON.parse(requiredServerFiles) as { readonly appDir?: unknown };
  if (typeof appDir !== 'string') return [];
  const folder = appDir.replaceAll('\\', '/');
  const isWhole = folder.endsWith(`/${projectRoot}`) && folder.length > projectRoot.length + 1;
  return isWhole ? [appDir.slice(0, -projectRoot.length - 1)] : [];
}

/** Replaces the path only where it stands as a whole: `/src/app` is not `/src` in `/lib/src/app`. */
export function rewritePaths(text: string, { checkoutPaths, appRoot }: Accidents): string {
  return checkoutPaths.reduce((result, path) => result.replaceAll(wholePath(path), appRoot), text);
}

function wholePath(path: string): RegExp {
  const literal = path.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
  return new RegExp(String.raw`(?<![\w.-])${literal}(?![\w.-])`, 'g');
}

export function namesCheckout(content: Buffer, { checkoutPaths }: Accidents): boolean {
  const found = checkoutPaths.filter((path) => content.includes(path));
  return found.some((path) => wholePath(path).test(content.toString('utf8')));
}

export function replaceKeys(
  text: string,
  keys: readonly PreviewKey[],
  replacement: (key: PreviewKey) => string,
): string {
  return keys.reduce((result, key) => result.replaceAll(key.value, replacement(key)), text);
}

const previewKeyNames = [
  'previewModeId',
  'previewModeSigningKey',
  'previewModeEncryptionKey',
] as const;

/** Next draws these anew for each build; they are in prerender-manifest.json under `preview`. */
export function readPreviewKeys(prerenderManifest: string): PreviewKey[] {
  const { preview = {} } = JSON.parse(prerenderManifest) as {
    readonly preview?: Readonly<Record<string, unknown>>;
  };
  return previewKeyNames.flatMap((name) => {
    const value = preview[name];
    return typeof value === 'string' && value !== '' ? [{ name, value }] : [];
  });
}
