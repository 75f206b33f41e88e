import { UserError } from '@taskora/base/errors';
import type { Kubectl } from '../cluster/connect.ts';

export type SettingsKind = 'ConfigMap' | 'Secret';

/** What a ConfigMap or a Secret holds, by its keys. */
export type Settings = ReadonlyMap<string, Buffer>;

/** Something that pods read, and may start without if it is optional. */
export interface SettingsQuestion {
  readonly kind: SettingsKind;
  readonly name: string;
  readonly optional?: boolean | undefined;
}

interface StoredObject {
  readonly data?: Readonly<Record<string, string>>;
  readonly binaryData?: Readonly<Record<string, string>>;
}

/** Reads each object once, and keeps what it holds in memory alone. */
export class StoredSettings {
  readonly #kubectl: Kubectl;
  readonly #release: string;
  readonly #known = new Map<string, Promise<Settings | undefined>>();

  constructor(kubectl: Kubectl, release: string) {
    this.#kubectl = kubectl;
    this.#release = release;
  }

  /** Nothing where an optional object is not there. */
  async all({ kind, name, optional = false }: SettingsQuestion): Promise<Settings> {
    const found = await this.#read(kind, name);
    if (found !== undefined) return found;
    if (optional) return new Map();
    throw this.#missing(`the ${kind} ${name}`);
  }

  async one(question: SettingsQuestion, key: string): Promise<Buffer | undefined> {
    const value = (await this.all(question)).get(key);
    if (value !== undefined || question.optional === true) return value;
    throw this.#missing(`the key ${key} of the ${question.kind} ${question.name}`);
  }

  #read(kind: SettingsKind, name: string): Promise<Settings | undefined> {
    const id = `${kind}/${name}`;
    const known = this.#known.get(id) ?? this.#ask(kind, name);
    this.#known.set(id, known);
    return known;
  }

  async #ask(kind: SettingsKind, name: string): Promise<Settings | undefined> {
    const args = ['get', kind.toLowerCase(), name, '--ignore-not-found', '--output', 'json'];
    const text = await this.#kubectl.read(args);
    if (text.trim() === '') return undefined;
    const { data = {}, binaryData = {} } = JSON.parse(text) as StoredObject;
    const encoding = kind === 'Secret' ? 'base64' : 'utf8';
    return new Map([
      ...Object.entries(data).map(([key, value]) => [key, Buffer.from(value, encoding)] as const),
      ...Object.entries(binaryData).map(
        ([key, value]) => [key, Buffer.from(value, 'base64')] as const,
      ),
    ]);
  }

  #missing(what: string): UserError {
    const release = this.#release;
    return new UserError(
      'NXHELM_DEV_SETTING',
      `its pods read ${what}, which is not in namespace ${this.#kubectl.namespace}`,
      `kubectl --namespace ${this.#kubectl.namespace} get configmaps,secrets, then npx nx run ${release}:helm-deploy`,
      { project: release },
    );
  }
}
