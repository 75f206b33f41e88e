import { isDescribing, isHarmless, isSecretName } from './secret-name.ts';

/** What stands in the place of a secret. */
export const masked = '***';

/** How much of what is below a field goes: nothing, what is not about the secret, or all. */
type Cover = 'none' | 'named' | 'all';

type MaskString = (text: string) => string;

/** Data of programs is far flatter; what is below is not shown. */
const depthMost = 64;

const privateOfJwk = new Set(['d', 'p', 'q', 'dp', 'dq', 'qi', 'k']);
const header = /^(?:proxy-authorization|authorization|cookie|set-cookie|x-api-key)$/i;

/** Masks a value that consists of objects, lists and texts, its keys too. */
export function maskData(given: unknown, maskString: MaskString): unknown {
  return visit(given, { cover: 'none', name: '', depth: 0 }, maskString);
}

interface Place {
  readonly cover: Cover;
  readonly name: string;
  readonly depth: number;
}

function visit(given: unknown, place: Place, maskString: MaskString): unknown {
  const { cover, name, depth } = place;
  if (typeof given === 'string') {
    if (cover === 'none') return maskString(given);
    return cover === 'named' && isHarmless(name, given) ? given : masked;
  }
  if (typeof given === 'number') {
    return cover === 'none' || isHarmless(name, String(given)) ? given : masked;
  }
  if (typeof given !== 'object' || given === null) return given;
  if (depth >= depthMost) return masked;
  if (Array.isArray(given)) {
    return given.map((one: unknown, index) =>
      introduces(given[index - 1]) && typeof one === 'string'
        ? masked
        : visit(one, { ...place, depth: depth + 1 }, maskString),
    );
  }
  const coverOf = coverIn(given as Readonly<Record<string, unknown>>, cover);
  return Object.fromEntries(
    Object.entries(given).map(([key, one]: [string, unknown]) => [
      maskString(key),
      visit(one, placeBelow(key, one, place, coverOf(key)), maskString),
    ]),
  );
}

function placeBelow(key: string, value: unknown, above: Place, cover: Cover): Place {
  const isOwn = isSecretName(key) || above.cover === 'none';
  // What is called so is a text in the settings of Docker, and otherwise says how somebody signs in.
  const isMethod = key === 'auth' && typeof value === 'object' && above.cover === 'none';
  return {
    cover: isMethod ? 'none' : cover,
    name: isOwn ? key : above.name,
    depth: above.depth + 1,
  };
}

/** Whether an element of a list says that the next one is a secret, as in `["--password", "x"]`. */
function introduces(before: unknown): boolean {
  if (typeof before !== 'string') return false;
  return header.test(before) || (/^--?[\w-]+$/.test(before) && isSecretName(before));
}

function coverIn(fields: Readonly<Record<string, unknown>>, above: Cover) {
  const isSecret = fields['kind'] === 'Secret';
  const isJwk = 'kty' in fields;
  const name = fields['name'] ?? fields['Name'] ?? fields['key'];
  const isVariable = typeof name === 'string' && isSecretName(name);
  return (key: string): Cover => {
    if (above === 'all') return 'all';
    if (isSecret && (key === 'data' || key === 'stringData')) return 'all';
    if (isJwk && privateOfJwk.has(key)) return 'all';
    if (isVariable && key.toLowerCase() === 'value') return 'named';
    if (isDescribing(key)) return 'none';
    return isSecretName(key) ? 'named' : above;
  };
}
