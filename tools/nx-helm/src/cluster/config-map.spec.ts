import { changeConfigMap } from './config-map.ts';
import type { Kubectl } from './connect.ts';

/** An API server with one ConfigMap, that refuses what was read before somebody else wrote. */
function oneConfigMap(refusal?: string) {
  let stored: { readonly data: Readonly<Record<string, string>> } | undefined;
  let version = 0;
  let asked = 0;
  const kubectl: Kubectl = {
    namespace: 'acme',
    try: (_args, { input = '' } = {}) => {
      asked += 1;
      const object = JSON.parse(input) as {
        readonly metadata: { readonly resourceVersion?: string };
        readonly data: Readonly<Record<string, string>>;
      };
      const isOld = (object.metadata.resourceVersion ?? '0') !== String(version);
      const stderr = refusal ?? (isOld ? 'Error from server (Conflict): it was modified' : '');
      if (stderr !== '') return Promise.resolve({ exitCode: 1, stdout: '', stderr });
      version += 1;
      stored = object;
      return Promise.resolve({ exitCode: 0, stdout: '', stderr: '' });
    },
    read: () =>
      Promise.resolve(
        stored && JSON.stringify({ ...stored, metadata: { resourceVersion: String(version) } }),
      ).then((text) => text ?? ''),
  };
  return { kubectl, asked: () => asked, data: () => stored?.data };
}

/** Takes no time, so that all who were refused come back at once, and writes down how long it would be. */
function noPause() {
  const asked: number[] = [];
  const pause = (milliseconds: number): Promise<void> => {
    asked.push(milliseconds);
    return Promise.resolve();
  };
  return { asked, pause };
}

describe('a ConfigMap that several write', () => {
  it('has what each of twelve wrote at the same time', async () => {
    const { kubectl, data } = oneConfigMap();
    const { asked, pause } = noPause();
    const writers = Array.from({ length: 12 }, (_, index) => `writer-${index}`);
    const failures = await Promise.all(
      writers.map((writer) =>
        changeConfigMap(
          kubectl,
          'shared',
          (present) => ({ data: { ...present?.data, [writer]: 'was here' } }),
          pause,
        ),
      ),
    );
    expect(failures.filter((each) => each !== undefined)).toEqual([]);
    expect(Object.keys(data() ?? {}).toSorted()).toEqual(writers.toSorted());
    const refusedTogether = asked.slice(0, 11);
    expect(refusedTogether).toHaveLength(11);
    // Those who were refused together do not come back together.
    expect(new Set(refusedTogether).size).toBeGreaterThan(1);
    expect(Math.min(...asked)).toBeGreaterThan(0);
  });

  it('is given up with a conflict where others write without an end', async () => {
    const { kubectl, asked } = oneConfigMap('Error from server (Conflict): it was modified');
    const { pause } = noPause();
    expect(await changeConfigMap(kubectl, 'shared', () => ({ data: {} }), pause)).toEqual({
      text: 'Error from server (Conflict): it was modified',
      isConflict: true,
    });
    expect(asked()).toBe(20);
  });

  it('is given up at once where it may not be written', async () => {
    const { kubectl, asked } = oneConfigMap('Error from server (Forbidden): no');
    const { pause } = noPause();
    expect(await changeConfigMap(kubectl, 'shared', () => ({ data: {} }), pause)).toEqual({
      text: 'Error from server (Forbidden): no',
      isConflict: false,
    });
    expect(asked()).toBe(1);
  });
});
