/** Parts that make a name secret wherever they stand in it. */
const within =
  /passw(?:or)?d|passphrase|passcode|secret|credential|api-?key|privatekey|accesskey|signingkey|encryptionkey|dockerconfigjson|dockercfg|connectionstring/;
const whole = new Set([
  ...['pass', 'dbpass', 'pgpass', 'pwd', 'token', 'jwt', 'authorization', 'cookie', 'dsn'],
  ...['sid', 'sessionid'],
]);
/** What a key is for, where it is no public one. */
const keyOf = new Set([
  ...['access', 'account', 'actions', 'api', 'auth', 'client', 'crypto', 'deploy', 'encryption'],
  ...['hmac', 'license', 'master', 'private', 'session', 'shared', 'signing', 'ssh', 'storage'],
  'tls',
]);
const pairs = new Set(['session id', 'connection string']);

/** The last part of a name that says something about a secret, and holds none. */
const describing = new Set([
  ...['age', 'alg', 'algorithm', 'audience', 'class', 'count', 'domain', 'endpoint', 'expiration'],
  ...[
    'error',
    'exception',
    'expires',
    'expiry',
    'file',
    'issuer',
    'kind',
    'length',
    'limit',
    'minutes',
    'mode',
    'name',
  ],
  ...['names', 'namespace', 'path', 'policy', 'ref', 'reference', 'seconds', 'size', 'status'],
  ...['ttl', 'type'],
]);
/** Fields of Kubernetes and of charts that name a Secret. */
const naming = /(?:^|-)(?:existing|image-pull|pull)-secrets?$/;

/** A longer name counts by its end, so that an endless one costs nothing. */
const nameLength = 200;

function partsOf(name: string): string[] {
  return name
    .slice(-nameLength)
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replaceAll(/([A-Z])([A-Z][a-z])/g, '$1-$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((part) => part !== '');
}

/** Whether a name says something about a secret: its name, its file, its age. */
export function isDescribing(name: string): boolean {
  const parts = partsOf(name);
  return describing.has(parts.at(-1) ?? '') || naming.test(parts.join('-'));
}

/** Whether a variable, field, header or option of this name holds what must not leave. */
export function isSecretName(name: string): boolean {
  const parts = partsOf(name);
  if (parts.join('-') === 'auth') return true;
  if (isDescribing(name)) return false;
  return parts.some((part, index) => {
    const singular = part.replace(/s?\d*$/, '');
    const before = parts[index - 1] ?? '';
    return (
      within.test(part) ||
      whole.has(singular) ||
      /(?:token|pwd)$/.test(singular) ||
      (singular === 'key' && keyOf.has(before)) ||
      pairs.has(`${before} ${singular}`)
    );
  });
}

const literal =
  /^(?:true|false|null|nil|none|undefined|yes|no|on|off|enabled|disabled|required|missing|expired|invalid|unset|empty|not found|is required|field required|is missing|<nil>|<none>|<unset>|\{\}|\[\]|\*\*\*|<set to the key .*)$/i;

/** Whether what stands beside such a name is a truth value, a state or a count, and no secret. */
export function isHarmless(name: string, value: string): boolean {
  const bare = value.trim();
  if (bare === '' || literal.test(bare)) return true;
  return /tokens$/i.test(name) && /^\d{1,7}$/.test(bare);
}

/**
 * Whether the field at this path of an object holds a secret: `env[API_TOKEN].value` and `data.API_TOKEN` do,
 * `env[API_TOKEN].valueFrom.secretKeyRef.name` and `containers[token].image` do not.
 */
export function isSecretPath(path: string): boolean {
  if (!/[.[]/.test(path) || /Ref\.key$/.test(path)) return false;
  return isSecretName(path.slice(-500).replaceAll(/\[[^\]]{0,200}\](?=\.(?!value$))/g, ''));
}
