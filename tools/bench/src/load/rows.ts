/** One figure beside what is wanted of it. */
export interface Measure {
  readonly what: string;
  readonly figure: number;
  readonly unit: 'ms' | 'requests/s' | 'requests' | 'times' | 'pods' | 'restarts';
  readonly atMost?: number;
  readonly atLeast?: number;
}

/** One row of the table. */
export interface Row {
  readonly name: string;
  readonly title: string;
  readonly measures: readonly Measure[];
  /** What else was seen, as it is. */
  readonly raw: unknown;
}

export function isMet({ figure, atMost = Infinity, atLeast = -Infinity }: Measure): boolean {
  return figure <= atMost && figure >= atLeast;
}

function wanted({ atMost, atLeast, unit }: Measure): string {
  const bounds = [
    ...(atLeast === undefined ? [] : [`at least ${atLeast}`]),
    ...(atMost === undefined ? [] : [`at most ${atMost}`]),
  ];
  return `${bounds.join(' and ')} ${unit}`;
}

const rounded = (figure: number): string =>
  Number.isInteger(figure) ? String(figure) : figure.toFixed(2);

export function table(rows: readonly Row[]): string {
  const lines = rows.flatMap(({ title, measures }) =>
    measures.map(
      (each) =>
        `| ${title} | ${each.what} | ${rounded(each.figure)} ${each.unit} | ${wanted(each)} | ${isMet(each) ? 'met' : 'not met'} |`,
    ),
  );
  return ['| what | | measured | wanted | |', '|---|---|---|---|---|', ...lines].join('\n');
}
