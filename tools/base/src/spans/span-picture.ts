import { inOrder, type Span } from './span.ts';

const width = 960;
const left = 190;
const rowHeight = 18;
const head = 44;
/** One colour for what runs here, one for what the cluster does. */
const ofCluster: ReadonlySet<Span['name']> = new Set(['hook', 'scheduling', 'start', 'ready']);
const colour = (name: Span['name']): string => (ofCluster.has(name) ? '#3b7a57' : '#2f6db5');

const escape = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

const seconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(2);

/** Whole seconds at which a line helps the eye: at most twelve of them. */
function ticks(total: number): number[] {
  const step = Math.max(1, Math.ceil(total / 1000 / 12));
  const count = Math.floor(total / 1000 / step);
  return Array.from({ length: count + 1 }, (_, index) => index * step * 1000);
}

interface Run {
  readonly title: string;
  readonly spans: readonly Span[];
}

/**
 * Runs below each other on one scale, a bar for each span, so that two tools can be compared by eye.
 * The picture is an SVG document.
 */
export function spanPicture(runs: readonly Run[]): string {
  const longest = Math.max(1, ...runs.map(({ spans }) => lengthOf(spans)));
  const x = (milliseconds: number): number => left + (milliseconds / longest) * (width - left - 70);
  const parts: string[] = [];
  let y = 0;
  for (const { title, spans } of runs) {
    const ordered = inOrder(spans);
    const start = Math.min(...ordered.map(({ startMs }) => startMs));
    const end = y + head + ordered.length * rowHeight;
    parts.push(
      `<text x="8" y="${y + 22}" font-weight="bold">${escape(title)}: ${seconds(lengthOf(spans))} s</text>`,
      ...ticks(longest).map(
        (tick) =>
          `<line x1="${x(tick).toFixed(1)}" x2="${x(tick).toFixed(1)}" y1="${y + 34}" y2="${end}" stroke="#8884"/>` +
          `<text x="${x(tick).toFixed(1)}" y="${y + 32}" text-anchor="middle">${tick / 1000}</text>`,
      ),
      ...ordered.map((span, index) => bar(span, { start, x, y: y + head + index * rowHeight })),
    );
    y = end + 12;
  }
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${y}" viewBox="0 0 ${width} ${y}" font-family="sans-serif" font-size="11">`,
    `<title>${escape(runs.map(({ title }) => title).join(', '))}: steps from a saved line to a ready pod</title>`,
    `<rect width="100%" height="100%" fill="#ffffff"/>`,
    ...parts,
    '</svg>',
    '',
  ].join('\n');
}

function lengthOf(spans: readonly Span[]): number {
  if (spans.length === 0) return 0;
  return (
    Math.max(...spans.map(({ endMs }) => endMs)) - Math.min(...spans.map(({ startMs }) => startMs))
  );
}

function bar(
  { name, of, startMs, endMs }: Span,
  { start, x, y }: { start: number; x: (milliseconds: number) => number; y: number },
): string {
  const from = x(startMs - start);
  const length = Math.max(1, x(endMs - start) - from);
  const took = seconds(endMs - startMs);
  return (
    `<g><title>${escape(`${name} of ${of}: ${took} s, from ${seconds(startMs - start)} s`)}</title>` +
    `<text x="8" y="${y + 12}">${escape(`${name} ${of}`.slice(0, 32))}</text>` +
    `<rect x="${from.toFixed(1)}" y="${y + 3}" width="${length.toFixed(1)}" height="${rowHeight - 6}" fill="${colour(name)}"/>` +
    `<text x="${(from + length + 4).toFixed(1)}" y="${y + 12}">${took}</text></g>`
  );
}
