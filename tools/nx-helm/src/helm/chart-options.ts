/** What inference hands to every executor that works with a chart. */
export interface ChartOptions {
  /** The chart's folder, relative to the workspace. */
  readonly chart: string;
  /** Values key to the project whose image it names. */
  readonly images?: Readonly<Record<string, string>>;
  readonly imagePrefix?: string;
  readonly namespace: string;
  readonly environment: string;
  readonly environmentsDirectory: string;
  readonly programsDirectory: string;
}
