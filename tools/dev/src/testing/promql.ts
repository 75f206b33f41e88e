import type { Alert, Monitoring } from '../monitoring/source.ts';

const keywords = new Set(['and', 'or', 'unless', 'bool', 'offset']);

/** The names of the series that an expression of PromQL reads. */
export function seriesIn(expression: string): string[] {
  const bare = expression
    .replaceAll(/"[^"]*"/g, '')
    .replaceAll(/\{[^}]*\}/g, ' ')
    .replaceAll(/\[[^\]]*\]/g, ' ')
    .replaceAll(/\b(?:by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)/g, ' ');
  const names = [...bare.matchAll(/[a-zA-Z_:][\w:]*(?!\w*\s*\()/g)].map(([name]) => name);
  return [...new Set(names.filter((name) => !keywords.has(name)))];
}

/** The series that a scrape has of the metrics of a list. */
export function seriesOf({ metrics, others }: Pick<Monitoring, 'metrics' | 'others'>): Set<string> {
  return new Set([
    ...others.map(({ name }) => name),
    ...metrics.flatMap(({ name, type }) =>
      type === 'histogram' ? ['_bucket', '_count', '_sum'].map((end) => name + end) : [name],
    ),
  ]);
}

export const queriesOf = ({ dashboard }: Pick<Monitoring, 'dashboard'>): string[] =>
  dashboard.rows.flatMap(({ panels }) =>
    panels.flatMap(({ queries }) => queries.map(({ expr }) => expr)),
  );

/** A query with values for what Grafana replaces, as Prometheus gets it. */
export const asAsked = (query: string): string =>
  query.replaceAll('$namespace', '.*').replaceAll('$__rate_interval', '5m');

const inSeconds = (duration: string): string => duration.replace('m', 's');

/** The same alerts with a second for each minute, so that a Prometheus that really runs comes to an end. */
export function hurried(alert: Alert): Alert {
  const expr = alert.expr.replaceAll(/\[\d+m\]/g, inSeconds);
  return { ...alert, expr, for: inSeconds(alert.for) };
}
