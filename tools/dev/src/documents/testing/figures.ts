/** A part of a document below one heading. */
export interface Section {
  readonly title: string;
  readonly text: string;
}

/** The parts of a document, without blocks of code and what a program writes. */
export function sectionsOf(document: string): readonly Section[] {
  const prose = document
    .replaceAll(/^( *)```[^]*?^\1```$/gm, '')
    .replaceAll(/<!-- ([\w-]+):begin -->[^]*?<!-- \1:end -->/g, '')
    .replaceAll(/<!-- values -->[^]*?<!-- end of values -->/g, '')
    .replaceAll(/<!-- conformance -->[^]*?<!-- end of conformance -->/g, '');
  const [before = '', ...parts] = prose.split(/^(?=#{1,6} )/m);
  return [before, ...parts].map((part) => {
    const title = /^#+ (.+)/.exec(part)?.[1] ?? '';
    return { title, text: part };
  });
}

const perRequest = /\d (?:ms|requests\/s)\b/;
const statistic =
  /\bmedians? (?:of|were|was|cost)\b|\bMeasured (?:with|on)\b|^On two (?:cores|processors)\b/m;
const amount =
  /^(?:about )?\d[\d.,]*(?: (?:to|or) [\d.,]+)? ?(?:ms|s|min|h|MB|GB|requests(?:\/s)?)(?![\w/])/;
/** A head whose column has figures, whatever is in it. */
const figureHead = /^(?:time|measured|MB|now)$/;

const cellsOf = (row: string): string[] =>
  row
    .replaceAll(/^\| *| *\|$/g, '')
    .split(/ *(?<!\\)\| */)
    .map((cell) => cell.trim());

/** The rows of each table, the head first. */
const tablesIn = (text: string): (readonly (readonly string[])[])[] =>
  (text.match(/(?:^\|.*\|$\n?)+/gm) ?? []).map((table) =>
    table
      .trim()
      .split('\n')
      .filter((_, index) => index !== 1)
      .map(cellsOf),
  );

function isOfFigures([head = [], ...rows]: readonly (readonly string[])[]): boolean {
  return head.some(
    (title, column) =>
      figureHead.test(title) || rows.filter((row) => amount.test(row[column] ?? '')).length > 1,
  );
}

/** The tables that say how long or how large something was. */
export const figureTables = ({ text }: Section) => tablesIn(text).filter(isOfFigures);

/** Whether a section says how long or how large something was. */
export const hasFigures = (section: Section): boolean =>
  [perRequest, statistic].some((pattern) => pattern.test(section.text)) ||
  figureTables(section).length > 0;

export interface Mark {
  readonly commits: readonly string[];
  /** A command, or where the commands stand. */
  readonly by: string;
  /** The targets as they were called at those commits. */
  readonly then: readonly string[];
}

/** Where figures come from: `Measured at COMMIT, … at COMMIT, by COMMAND.` */
export function marksIn({ text }: Section): readonly Mark[] {
  const sentence =
    /\bMeasured at ((?:`[0-9a-f]{7,40}`(?:,? [a-zA-Z ]+ (?=`))?)+)(?:,? by) (`[^`]+`|hand; [^.]+|the commands (?:above|of the last column))(?:, then ((?:`[^`]+`(?: and )?)+))?[^.]*\./g;
  return [...text.replaceAll(/\s+/g, ' ').matchAll(sentence)].map(
    ([, where = '', by = '', then]) => ({
      commits: [...where.matchAll(/`([0-9a-f]+)`/g)].map(([, commit = '']) => commit),
      by,
      then: [...(then ?? '').matchAll(/`([^`]+)`/g)].map(([, target = '']) => target),
    }),
  );
}

/** What a mark says was run: its command, or those of the last column of the table before it. */
export function commandsBehind(section: Section): readonly (Mark & { readonly command: string })[] {
  let rows: readonly (readonly string[])[] = [];
  return section.text.split(/\n{2,}/).flatMap((paragraph) => {
    rows = figureTables({ title: '', text: paragraph })[0] ?? rows;
    return marksIn({ title: '', text: paragraph }).flatMap((mark) => {
      const last = rows.slice(1).map((row) => row.at(-1) ?? '');
      const texts = mark.by.startsWith('`')
        ? [mark.by]
        : mark.by.includes('last column')
          ? last
          : [];
      return texts
        .flatMap((text) => [...text.matchAll(/`([^`]+)`/g)].map(([, command = '']) => command))
        .map((command) => ({ ...mark, command: withTarget(command, mark.then) }));
    });
  });
}

/** A target was renamed to that of another project, or altogether where one name is given. */
function withTarget(command: string, then: readonly string[]): string {
  const [, target = ''] = /\bnx run [^:\s]+:(\S+)/.exec(command) ?? [];
  const former = then.find((each) => each.endsWith(`:${target}`)) ?? then[0];
  return former === undefined ? command : command.replace(/\bnx run \S+/, `nx run ${former}`);
}
