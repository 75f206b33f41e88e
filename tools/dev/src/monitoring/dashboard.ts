import type { Monitoring } from './source.ts';

/** From the root of the workspace. */
export const DASHBOARD = 'infra/charts/platform/files/dashboard.json';

/** The schema of Grafana 10; later versions read it too. */
const SCHEMA_VERSION = 39;
const GRID_COLUMNS = 24;
const PANEL_HEIGHT = 8;

const datasource = { type: 'prometheus', uid: '${datasource}' };

type Row = Monitoring['dashboard']['rows'][number];
type Panel = Row['panels'][number];

interface Place {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

const letters = 'ABCDEFGH';

function panelOf({ title, unit, queries }: Panel, id: number, gridPos: Place): object {
  const targets = queries.map(({ expr, legend }, index) => ({
    datasource,
    expr,
    legendFormat: legend,
    refId: letters[index],
  }));
  const fieldConfig = { defaults: { unit, min: 0 }, overrides: [] };
  return { id, type: 'timeseries', title, datasource, gridPos, fieldConfig, targets };
}

/** Rows below each other, and the panels of a row beside each other, at most four in a line. */
function panelsOf(rows: readonly Row[]): object[] {
  const panels: object[] = [];
  let y = 0;
  for (const { title, panels: own } of rows) {
    panels.push({
      id: panels.length + 1,
      type: 'row',
      title,
      collapsed: false,
      gridPos: { x: 0, y, w: GRID_COLUMNS, h: 1 },
      panels: [],
    });
    y += 1;
    const perLine = Math.min(own.length, own.length % 3 === 0 ? 3 : 4);
    const w = GRID_COLUMNS / perLine;
    for (const [index, panel] of own.entries()) {
      const place = { x: (index % perLine) * w, y: y + Math.floor(index / perLine) * PANEL_HEIGHT };
      panels.push(panelOf(panel, panels.length + 1, { ...place, w, h: PANEL_HEIGHT }));
    }
    y += Math.ceil(own.length / perLine) * PANEL_HEIGHT;
  }
  return panels;
}

/** A dashboard as Grafana's sidecar loads it. */
export function dashboardOf({ title, rows }: Monitoring['dashboard']): object {
  return {
    uid: 'taskora',
    title,
    tags: ['taskora'],
    schemaVersion: SCHEMA_VERSION,
    editable: false,
    refresh: '30s',
    time: { from: 'now-3h', to: 'now' },
    templating: {
      list: [
        { name: 'datasource', label: 'Data source', type: 'datasource', query: 'prometheus' },
        {
          name: 'namespace',
          label: 'Namespace',
          type: 'query',
          datasource,
          query: 'label_values(taskora_build_info, namespace)',
          refresh: 2,
          includeAll: true,
          allValue: '.*',
          current: { text: 'All', value: '$__all' },
        },
      ],
    },
    panels: panelsOf(rows),
  };
}
