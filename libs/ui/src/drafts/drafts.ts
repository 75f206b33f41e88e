/**
 * What is being written and not sent yet, kept for this tab: a reload, a rollout or a session that ends
 * loses none of it. Drafts belong to one person and go when that person signs out.
 */
const prefix = 'taskora-draft:';

export class Drafts {
  readonly #owner: string;
  /** What is shown; the storage may be full or forbidden, which only costs the reload. */
  readonly #values = new Map<string, string | null>();
  readonly #listeners = new Set<() => void>();

  constructor(owner: string) {
    this.#owner = owner;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  read(name: string): string | null {
    const known = this.#values.get(name);
    if (known !== undefined) return known;
    const stored = this.#stored(name);
    this.#values.set(name, stored);
    return stored;
  }

  write(name: string, value: string | null): void {
    this.#values.set(name, value);
    try {
      if (value === null) sessionStorage.removeItem(this.#key(name));
      else sessionStorage.setItem(this.#key(name), value);
    } catch {
      // Kept in memory alone.
    }
    for (const listener of this.#listeners) listener();
  }

  #key(name: string): string {
    return `${prefix}${this.#owner}:${name}`;
  }

  #stored(name: string): string | null {
    try {
      return sessionStorage.getItem(this.#key(name));
    } catch {
      return null;
    }
  }
}

/** For the end of a session: the next person at this tab sees nothing of it. */
export function forgetDrafts(): void {
  try {
    for (const key of Object.keys(sessionStorage)) {
      if (key.startsWith(prefix)) sessionStorage.removeItem(key);
    }
  } catch {
    // Nothing could be kept either.
  }
}
