import { checkedName, checkedRevision } from './names.ts';

describe('a name that a client gives (O1)', () => {
  it.each(['api', 'api-74b68446c9-dhqf4', 'a', 'taskora.example'])('may be %s', (name) => {
    expect(checkedName('release', name)).toBe(name);
  });

  it.each([
    '',
    '--server=http://198.51.100.1',
    '-n',
    'api; rm -rf /',
    'api\n--all',
    '../secrets',
    'a..b',
    'api/log',
    'api%2f',
    'API',
    'a'.repeat(254),
  ])('is refused with a code: %j', (name) => {
    expect(() => checkedName('release', name)).toThrow(/^OPS_NAME_INVALID: .+ Do: /);
  });

  it.each(['main', 'HEAD~2', 'v1.2.3', 'feature/list', '0f8e11ab', 'origin/main@{1}'])(
    'may be the revision %s',
    (revision) => {
      expect(checkedRevision(revision)).toBe(revision);
    },
  );

  it.each(['', '--upload-pack=x', '-x', 'a b', 'main..other', '$(id)', 'a\n'])(
    'is no revision: %j',
    (revision) => {
      expect(() => checkedRevision(revision)).toThrow(/^OPS_REVISION_INVALID: .+ Do: /);
    },
  );
});
