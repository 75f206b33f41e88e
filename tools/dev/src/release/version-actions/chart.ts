import { chartVersion, withChartVersion } from './chart-version.ts';
import { TextManifestActions } from './text-manifest.ts';

/** A chart that is a project; the appVersion of software that others release stays. */
export default class ChartVersionActions extends TextManifestActions {
  validManifestFilenames: [string] = ['Chart.yaml'];
  protected readonly versionPattern = chartVersion;
  protected readonly versionPlace = 'version';

  protected withVersion(text: string, version: string): string {
    return withChartVersion(text, version);
  }
}
