import { hasCode } from '@taskora/base/error-code';
import prepare from './prepare.ts';
import { secretNames } from './secret-objects.ts';

/** A context that no kubeconfig has: whoever asks kubectl about it fails. */
const nowhere = 'no-such-context';
const place = { environment: 'pr-7', context: nowhere, namespace: 'taskora-pr-7' };
const preview = { ...place, previewOf: { secrets: true } };

/** An API server with Secrets of these names. */
function serverWith(names: readonly string[], metadata = {}) {
  const items = names.map((name) => ({ metadata: { name } }));
  return jest.fn(() => Promise.resolve({ metadata, items }));
}

const asksKubectl = async (given: Parameters<typeof prepare>[0]): Promise<boolean> => {
  try {
    await prepare(given);
    return false;
  } catch (error) {
    return hasCode(error, 'KUBECTL_FAILED') || hasCode(error, 'PROGRAM_MISSING');
  }
};

let said: string[];
beforeEach(() => {
  said = [];
  jest.spyOn(console, 'log').mockImplementation((text: string) => void said.push(text));
});
afterEach(() => {
  jest.restoreAllMocks();
});

describe('what a deploy prepares', () => {
  it('is nothing where the API server has all Secrets, whose content it is not asked for', async () => {
    const ask = serverWith([...secretNames, 'another']);
    await prepare({ ...preview, ask });
    expect(ask.mock.calls).toEqual([
      [
        '/api/v1/namespaces/taskora-pr-7/secrets',
        expect.stringMatching(/^application\/json;as=PartialObjectMetadataList;/),
      ],
    ]);
    expect(said).toEqual([]);
  });

  it.each([
    ['one of them is missing', serverWith(secretNames.slice(1))],
    ['there is none', () => Promise.resolve({ metadata: {}, items: null })],
    ['the server does not answer', () => Promise.resolve(undefined)],
    ['its answer goes on', serverWith(secretNames, { continue: 'more' })],
    ['it cannot be asked', undefined],
  ])('needs kubectl where %s', async (_case, ask) => {
    expect(await asksKubectl({ ...preview, ...(ask && { ask }) })).toBe(true);
  });

  it('is left to its people where an environment is elsewhere', async () => {
    const ask = serverWith([]);
    await prepare({ ...place, environment: 'prod', ask });
    expect(said).toEqual([expect.stringContaining(`prod is in ${nowhere}, where they are yours`)]);
    expect(ask).not.toHaveBeenCalled();
  });

  it('is nothing in the preview of a fork', async () => {
    const ask = serverWith([]);
    await prepare({ ...place, previewOf: { secrets: false }, ask });
    expect(said).toEqual([expect.stringContaining('it is the preview of a fork')]);
    expect(ask).not.toHaveBeenCalled();
  });
});
