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
const columns = /^\|(?:[^|]*\|)* *(?:time|measured|MB|now) *\|/m;

/** Whether a section says how long or how large something was. */
export const hasFigures = ({ text }: Section): boolean =>
  [perRequest, statistic, columns].some((pattern) => pattern.test(text));

export interface Mark {
  readonly commits: readonly string[];
  /** A command, or where the commands stand. */
  readonly by: string;
}

/** Where figures come from: `Measured at COMMIT, … at COMMIT, by COMMAND.` */
export function marksIn({ text }: Section): readonly Mark[] {
  const sentence =
    /\bMeasured at ((?:`[0-9a-f]{7,40}`(?:,? [a-zA-Z ]+ (?=`))?)+)(?:,? by) (`[^`]+`|hand; [^.]+|the commands (?:above|of the last column))[^.]*\./g;
  return [...text.replaceAll(/\s+/g, ' ').matchAll(sentence)].map(([, where = '', by = '']) => ({
    commits: [...where.matchAll(/`([0-9a-f]+)`/g)].map(([, commit = '']) => commit),
    by,
  }));
}
