import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { workspaceRoot } from '../environment.ts';
import { anchorsOf, relativeLinks } from './testing/anchors.ts';
import { documentFiles } from './testing/fences.ts';

const read = (file: string): string => readFileSync(join(workspaceRoot, file), 'utf8');
const documents = documentFiles();

describe('the links of documents (D1)', () => {
  it('are those of all documents', () => {
    expect(documents).toEqual(
      expect.arrayContaining([
        'README.md',
        'SECURITY.md',
        'docs/DEPLOYMENT.md',
        'tools/nx-helm/README.md',
      ]),
    );
    expect(documents.length).toBeGreaterThan(45);
  });

  it.each(documents)('of %s lead to files and headings that are there', (file) => {
    const lost = relativeLinks(read(file)).filter(({ path, anchor }) => {
      const target = path === '' ? file : join(dirname(file), path);
      const full = join(workspaceRoot, target);
      if (!existsSync(full)) return true;
      if (anchor === undefined) return false;
      return statSync(full).isDirectory() || !anchorsOf(readFileSync(full, 'utf8')).has(anchor);
    });
    expect(lost).toEqual([]);
  });

  it('bring a reader of the README to every document', () => {
    const reached = new Set<string>();
    const follow = (file: string): void => {
      if (reached.has(file)) return;
      reached.add(file);
      for (const { path } of relativeLinks(read(file))) {
        const target = path === '' ? file : join(dirname(file), path);
        if (target.endsWith('.md') && existsSync(join(workspaceRoot, target))) follow(target);
      }
    };
    follow('README.md');
    const own = documents.filter((file) => /^docs\/[^/]+\.md$|chart.*\/README\.md$/.test(file));
    expect(own.filter((file) => !reached.has(file))).toEqual([]);
  });
});

describe('anchors', () => {
  it('are made as GitHub makes them', () => {
    const document = [
      '# The `whole` chart: a, b',
      '## Läuft & steht',
      '## Läuft & steht',
      '```sh',
      '# none',
      '```',
      '### 1 [Link](there.md)',
    ].join('\n');
    expect([...anchorsOf(document)]).toEqual([
      'the-whole-chart-a-b',
      'läuft--steht',
      'läuft--steht-1',
      '1-link',
    ]);
  });

  it('and links are told apart from code', () => {
    const document = '[a](b.md#c) `[x](y)` [d](#e) [f](https://g)\n```md\n[h](i)\n```\n';
    expect(relativeLinks(document)).toEqual([
      { path: 'b.md', anchor: 'c' },
      { path: '', anchor: 'e' },
    ]);
  });
});
