import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { UserError } from '@taskora/base/errors';
import type { Forecast } from '../../change/forecast.ts';
import { forecast } from '../../change/forecast.ts';
import { formatMarkdown, formatForecastTable } from '../../change/format-forecast.ts';
import { environmentOf } from '../environment-asked.ts';
import { executorOfAny } from '../report.ts';

export interface ForecastOptions {
  readonly base?: string;
  readonly head?: string;
  readonly environment?: string;
  readonly json?: boolean;
  readonly format?: 'table' | 'json' | 'markdown';
  readonly out?: string;
}

const formatters = {
  table: formatForecastTable,
  markdown: formatMarkdown,
  json: (result: Forecast) => JSON.stringify(result, undefined, 2),
} as const;

export default executorOfAny<ForecastOptions>(async (options, context) => {
  const { root, nxJsonConfiguration } = context;
  const { json = false } = options;
  // A workflow that knows no value passes an empty one.
  const [base, head, out] = [options.base, options.head, options.out].map(
    (text) => text || undefined,
  );
  const environment = environmentOf(options.environment, context);
  const result = await forecast({
    workspaceRoot: root,
    ...(base === undefined ? {} : { base }),
    ...(head === undefined ? {} : { head }),
    ...(environment === undefined ? {} : { environment }),
    projectGraph: context.projectGraph,
    defaultBase: nxJsonConfiguration.defaultBase ?? 'main',
    onProgress: (text) => console.error(`forecast: ${text}`),
  });
  const text = formatters[options.format ?? (json ? 'json' : 'table')](result);
  if (out === undefined) console.log(text);
  else await writeFile(resolve(root, out), `${text}\n`);
  const broken = result.releases.find(({ failure }) => failure !== undefined);
  if (broken !== undefined) throw refused(broken.project);
});

function refused(project: string): UserError {
  return new UserError(
    'NXHELM_FORECAST_RENDER',
    'its chart cannot be rendered, as printed above',
    `npx nx run ${project}:helm-template`,
    { project },
  );
}
