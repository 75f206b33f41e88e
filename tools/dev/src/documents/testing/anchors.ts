/** The anchors of a document's headings, as GitHub makes them. */
export function anchorsOf(document: string): ReadonlySet<string> {
  const seen = new Map<string, number>();
  const prose = document.replaceAll(/^( *)```[^]*?^\1```$/gm, '');
  const headings = [...prose.matchAll(/^#{1,6} +(.+?) *$/gm)].map(([, title = '']) => title);
  return new Set(
    headings.map((title) => {
      const anchor = title
        // A heading's link or code counts by its text.
        .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{M}\p{N}_ -]/gu, '')
        .replaceAll(' ', '-');
      const before = seen.get(anchor) ?? 0;
      seen.set(anchor, before + 1);
      return before === 0 ? anchor : `${anchor}-${before}`;
    }),
  );
}

export interface Link {
  /** Relative to the document; empty where it leads to the document itself. */
  readonly path: string;
  readonly anchor?: string;
}

/** Links that lead to files of the repository. */
export function relativeLinks(document: string): readonly Link[] {
  const prose = document.replaceAll(/^( *)```[^]*?^\1```$/gm, '').replaceAll(/`[^`\n]*`/g, '');
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, link = '']) => link)
    .filter((link) => !/^[a-z]+:/.test(link))
    .map((link) => {
      const [path = '', anchor] = link.split('#');
      return anchor === undefined ? { path } : { path, anchor };
    });
}
