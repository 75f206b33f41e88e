import { existsSync, readFileSync } from 'node:fs';
import { run } from '@taskora/base/run';
import type { Credentials } from './registry-request.ts';

interface AuthFile {
  readonly auths?: Readonly<Record<string, { readonly auth?: string } | undefined>>;
  readonly credHelpers?: Readonly<Record<string, string | undefined>>;
  readonly credsStore?: string;
}

/** What `docker login` or `podman login` stored for a host; the first file that knows it decides. */
export async function credentialsFor(
  host: string,
  files: readonly string[],
): Promise<Credentials | undefined> {
  for (const file of files.filter((path) => existsSync(path))) {
    const content = parse(readFileSync(file, 'utf8'));
    const helper = content.credHelpers?.[host];
    const found = helper === undefined ? stored(content, host) : await ask(helper, host);
    if (found !== undefined) return found;
    if (content.credsStore !== undefined) {
      const kept = await ask(content.credsStore, host);
      if (kept !== undefined) return kept;
    }
  }
  return undefined;
}

function parse(text: string): AuthFile {
  try {
    return JSON.parse(text) as AuthFile;
  } catch {
    return {};
  }
}

/** Docker keeps Docker Hub, and some old logins, under an address instead of a host. */
function stored({ auths = {} }: AuthFile, host: string): Credentials | undefined {
  const keys = [host, `https://${host}`, `https://${host}/v1/`, `https://${host}/v2/`];
  const auth = keys.map((key) => auths[key]?.auth).find((value) => value !== undefined);
  if (auth === undefined) return undefined;
  const [user = '', ...password] = Buffer.from(auth, 'base64').toString().split(':');
  return { user, password: password.join(':') };
}

/**
 * A credential helper is a program of the user's choice, which docker and podman give the host like
 * this.
 */
async function ask(helper: string, host: string): Promise<Credentials | undefined> {
  if (!/^[A-Za-z0-9._-]+$/.test(helper)) return undefined;
  const { exitCode, stdout } = await run(`docker-credential-${helper}`, ['get'], { input: host });
  if (exitCode !== 0) return undefined;
  const { Username, Secret } = JSON.parse(stdout) as { Username?: string; Secret?: string };
  return Username === undefined || Secret === undefined
    ? undefined
    : { user: Username, password: Secret };
}

/** Node puts what really happened into the cause of "fetch failed". */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return (error.cause instanceof Error ? error.cause : error).message.trim();
}
