import { stringify } from 'yaml';
import type { Alert } from './source.ts';

/** What Prometheus reads as a rule file, and its operator as the spec of a PrometheusRule. */
interface RuleFile {
  readonly groups: readonly {
    readonly name: string;
    readonly rules: readonly {
      readonly alert: string;
      readonly expr: string;
      readonly for: string;
      readonly labels: Readonly<Record<string, string>>;
      readonly annotations: Readonly<Record<string, string>>;
    }[];
  }[];
}

export function rulesOf(alerts: readonly Alert[]): RuleFile {
  const rules = alerts.map(
    ({ name, expr, for: pending, severity, summary, description, runbook }) => ({
      alert: name,
      expr,
      for: pending,
      labels: { severity },
      annotations: { summary, description, runbook },
    }),
  );
  return { groups: [{ name: 'taskora', rules }] };
}

export const ruleText = (alerts: readonly Alert[]): string =>
  stringify(rulesOf(alerts), { lineWidth: 0 });
