import { formatList, formatPreview, previewMarkdown } from './report.ts';

const report = {
  pr: 7,
  namespace: 'shop-pr-7',
  base: 'shop',
  environment: 'test',
  state: 'deployed',
  expires: '2026-01-02T03:04:05.000Z',
  releases: [
    {
      release: 'web',
      affected: true,
      why: 'source <b>|`@all`\nchanged',
      url: 'https://pr-7.example',
    },
    {
      release: 'api',
      affected: false,
      why: 'comes along with web',
      url: 'http://localhost:10120',
      command: 'kubectl port-forward service/api 10120:80',
    },
  ],
  reached: ['ops'],
} as const;

describe('the report of a preview (C4)', () => {
  it('has addresses, commands, and what is reached in the base', () => {
    const text = formatPreview(report);
    expect(text).toContain('is in shop-pr-7, until 2026-01-02T03:04:05.000Z');
    expect(text).toMatch(/ops +in shop/);
    expect(text).toContain('kubectl port-forward service/api 10120:80');
  });

  it('is a comment in which text of the workspace stays text', () => {
    const text = previewMarkdown(report);
    expect(text.split('\n')[0]).toBe('<!-- nx-helm preview -->');
    expect(text).toContain(
      "| `web` | <https://pr-7.example> | source &lt;b&gt;\\|'@all' changed |",
    );
    expect(text).toContain('kubectl port-forward service/api 10120:80  # http://localhost:10120');
    const none = { ...report, state: 'unaffected', releases: [] } as const;
    expect(previewMarkdown(none)).toContain('Pull request 7 affects no release');
  });

  it('lists which are past', () => {
    const preview = {
      ...{ namespace: 'shop-pr-7', pr: 7, base: 'shop', environment: 'test', cluster: 'uid' },
      ...{ owner: 'ann on laptop', created: '', expires: '2026-01-02T03:04:05.000Z', commit: 'a' },
    };
    expect(formatList([preview], new Date('2026-01-03'))).toContain('(past)');
    expect(formatList([preview], new Date('2026-01-01'))).not.toContain('(past)');
    expect(formatList([], new Date())).toBe('there are no previews');
  });
});
