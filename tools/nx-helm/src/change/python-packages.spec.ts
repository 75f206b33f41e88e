import { listsPythonPackages, pythonPackages } from './entries.ts';

const hashed = `
# by a tool
fastapi==0.165.0 \\
    --hash=sha256:aa \\
    --hash=sha256:bb
    # via -r requirements.in
SQLAlchemy[asyncio]==2.1.9 ; python_version >= "3.12" \\
    --hash=sha256:cc
ruamel_yaml.clib===0.2 # comment
-e ./local
git+ssh://host/x
loose>=1.0
`;

describe('the packages of a Python project', () => {
  it('are those that a requirements file pins, by their normal names', () => {
    expect([...pythonPackages('apps/api/requirements.lock', hashed)]).toEqual([
      ['fastapi', '0.165.0'],
      ['sqlalchemy', '2.1.9'],
      ['ruamel-yaml-clib', '0.2'],
    ]);
  });

  it('are those of the lock file of uv or Poetry', () => {
    const lock =
      '[[package]]\nname = "fastapi"\nversion = "0.165.0"\nsource = { }\n\n[[package]]\nname = "Jinja2"\nversion = "3.1"\n';
    expect([...pythonPackages('uv.lock', lock)]).toEqual([
      ['fastapi', '0.165.0'],
      ['jinja2', '3.1'],
    ]);
  });

  it.each([
    ['requirements.txt', true],
    ['a/requirements.lock', true],
    ['a/requirements-dev.txt', true],
    ['dev-requirements.txt', true],
    ['poetry.lock', true],
    ['requirements.md', false],
    ['src/requirements.py', false],
    ['package-lock.json', false],
  ])('are looked for in %s: %s', (path, expected) => {
    expect(listsPythonPackages(path)).toBe(expected);
  });
});
