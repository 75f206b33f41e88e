/** A gate that answers wait at while it is held. */
export function gate(): { passed: () => Promise<void>; hold: () => () => void } {
  let passed: Promise<void> = Promise.resolve();
  const hold = () => {
    let release = () => {};
    passed = new Promise((resolve) => (release = resolve));
    return release;
  };
  return { passed: () => passed, hold };
}

/** A gate for those that have something to do with its path. */
export function gateOf(): {
  passed: (path: string) => Promise<void>;
  hold: (path: RegExp) => () => void;
} {
  const { passed, hold } = gate();
  let held = /^$/u;
  return {
    passed: (path) => (held.test(path) ? passed() : Promise.resolve()),
    hold: (path) => {
      held = path;
      return hold();
    },
  };
}
