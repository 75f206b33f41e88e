/** The rows of all tables of a document whose head begins with a cell, each as its cells. */
export function tableRows(document: string, firstCell: string): readonly (readonly string[])[] {
  const head = new RegExp(String.raw`^\| ${firstCell} +\|.*\n\|[-: |]+\|\n((?:\|.*\n)+)`, 'gm');
  return [...document.matchAll(head)].flatMap(([, rows = '']) =>
    rows
      .trim()
      .split('\n')
      // A vertical line inside a cell is escaped.
      .map((row) => row.split(/(?<!\\)\|/).slice(1, -1))
      .map((cells) => cells.map((cell) => cell.trim())),
  );
}

/** What stands in backticks. */
export const codesIn = (text: string): readonly string[] =>
  [...text.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);

/** Where links lead, as they are written. */
export const linksIn = (text: string): readonly string[] =>
  [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, link = '']) => link);
