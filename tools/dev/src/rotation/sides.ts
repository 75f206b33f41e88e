import { UserError } from '@taskora/base/errors';

export const sideNames = ['api', 'auth'] as const;
export type SideName = (typeof sideNames)[number];

/** A role that owns a schema, and the two logins that take turns at being it. */
export interface Side {
  readonly name: SideName;
  readonly role: string;
  readonly schema: string;
  /** The Deployments whose pods sign in as one of the logins. */
  readonly deployments: readonly string[];
}

export const sides: Readonly<Record<SideName, Side>> = {
  api: { name: 'api', role: 'taskora_api', schema: 'app', deployments: ['api'] },
  auth: { name: 'auth', role: 'taskora_auth', schema: 'auth', deployments: ['web', 'chatbot'] },
};

export const databaseSecret = 'taskora-database';

/** As the start script of the database's image knows them. */
export const loginsOf = ({ role }: Side): readonly [string, string] => [role, `${role}_b`];

export const passwordKey = (side: Side, login: string): string =>
  login === side.role ? `${side.name}-password` : `${side.name}-b-password`;

/** Says in the Secret which login an unfinished rotation turns to. */
export const targetAnnotation = (side: Side): string => `taskora.example/${side.name}-login`;

export interface SecretContent {
  readonly data: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/** What is written into a Secret; null takes a key or annotation away. */
export interface SecretChange {
  readonly data?: Readonly<Record<string, string | null>>;
  readonly annotations?: Readonly<Record<string, string | null>>;
}

export interface Turn {
  readonly side: Side;
  readonly from: string;
  readonly to: string;
  /** Whether an earlier run began it. */
  readonly isBegun: boolean;
}

/** From the login that the services use to the other one, unless a rotation was begun and not finished. */
export function turnOf(side: Side, { data, annotations }: SecretContent): Turn {
  const logins = loginsOf(side);
  const begun = annotations[targetAnnotation(side)];
  const used =
    begun === undefined ? userOf(data[`${side.name}-url`] ?? '') : otherOf(logins, begun);
  const to = begun ?? otherOf(logins, used);
  if (logins.includes(to) && logins.includes(used)) {
    return { side, from: used, to, isBegun: begun !== undefined };
  }
  throw new UserError(
    'ROTATION_UNKNOWN_LOGIN',
    `the key ${side.name}-url of Secret ${databaseSecret} signs in as none of ${logins.join(', ')}`,
    'rotate that login where it was made; docs/database.md says how',
  );
}

const otherOf = ([first, second]: readonly [string, string], login: string): string =>
  login === first ? second : login === second ? first : '';

function userOf(address: string): string {
  return URL.canParse(address) ? decodeURIComponent(new URL(address).username) : '';
}

/** The addresses of a side, signed in as another login; those that nobody of us signs in with stay. */
export function switchedAddresses({ side, to }: Turn, data: SecretContent['data']) {
  const password = data[passwordKey(side, to)] ?? '';
  const changed: Record<string, string> = {};
  for (const key of [`${side.name}-url`, `${side.name}-direct-url`]) {
    const address = data[key];
    if (address === undefined || !loginsOf(side).includes(userOf(address))) continue;
    const url = new URL(address);
    url.username = to;
    url.password = password;
    if (url.href !== address) changed[key] = url.href;
  }
  return changed;
}
