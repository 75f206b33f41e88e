import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '@taskora/base/errors';
import { parse } from 'yaml';
import { z } from 'zod';

/** From the root of the workspace. */
export const SOURCE = 'infra/monitoring/monitoring.yaml';

const metricName = z.string().regex(/^[a-z_][a-z0-9_]*$/);
const text = z.string().min(1);

const metricSchema = z.strictObject({
  name: metricName,
  type: z.enum(['counter', 'gauge', 'histogram']),
  services: z.array(z.enum(['api', 'web', 'chatbot'])).min(1),
  labels: z.array(metricName).default([]),
  meaning: text,
});

const seriesSchema = z.strictObject({
  series: z.string().regex(/^[a-z_][a-z0-9_]*\{.*\}$/),
  from: z.number(),
  step: z.number().min(0).default(0),
});

const alertSchema = z.strictObject({
  name: z.string().regex(/^Taskora[A-Za-z]+$/),
  severity: z.enum(['warning', 'critical']),
  for: z.string().regex(/^[1-9][0-9]*m$/, 'whole minutes, like 5m'),
  expr: text,
  summary: text,
  description: text,
  runbook: text,
  cases: z.strictObject({
    fires: z.array(seriesSchema).min(1),
    quiet: z.array(seriesSchema).min(1),
  }),
});

const panelSchema = z.strictObject({
  title: text,
  unit: z.enum(['bytes', 'cpm', 'percentunit', 'reqps', 's', 'short']),
  queries: z.array(z.strictObject({ expr: text, legend: text })).min(1),
});

const sourceSchema = z.strictObject({
  metrics: z.array(metricSchema).min(1),
  others: z.array(z.strictObject({ name: metricName, from: text })),
  alerts: z.array(alertSchema).min(1),
  dashboard: z.strictObject({
    title: text,
    rows: z.array(z.strictObject({ title: text, panels: z.array(panelSchema).min(1) })).min(1),
  }),
});

export type Monitoring = z.infer<typeof sourceSchema>;
export type Alert = Monitoring['alerts'][number];
export type Series = z.infer<typeof seriesSchema>;

/** What is exported, what is an alert and what is shown; an error names the place in the file. */
export function readMonitoring(root: string): Monitoring {
  const parsed = sourceSchema.safeParse(parse(readFileSync(join(root, SOURCE), 'utf8')));
  if (parsed.success) return parsed.data;
  throw new UserError(
    'MONITORING_SOURCE_WRONG',
    `${SOURCE} is not as it has to be:\n${z.prettifyError(parsed.error)}`,
    `correct it, then npx nx run dev:monitoring`,
  );
}
