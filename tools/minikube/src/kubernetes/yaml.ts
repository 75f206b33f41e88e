import { refusalFor } from '../base/refuse-for.ts';

export type Yaml = string | number | boolean | YamlMap | Yaml[] | null;
export interface YamlMap {
  [key: string]: Yaml;
}

export const asMap = (value: Yaml | undefined): YamlMap =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};

/** The content of a kubeconfig file; the parser is loaded only where there is one. */
export async function parseKubeconfig(path: string, text: string): Promise<YamlMap> {
  const { parse } = await import('yaml');
  try {
    const content = parse(text, { logLevel: 'error' }) as Yaml;
    if (content === null || asMap(content) === content) return asMap(content);
    throw new Error('it is no mapping');
  } catch (error) {
    const [reason = ''] = (error as Error).message.split('\n');
    throw refusalFor({
      code: 'KUBECONFIG_BROKEN',
      what: `the kubeconfig ${path} cannot be read (${reason.replace(/:$/, '')})`,
      fix: `kubectl config view --kubeconfig=${path} (shows the fault), correct the file or move it away`,
    });
  }
}
