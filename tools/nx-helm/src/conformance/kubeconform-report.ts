/** What `kubeconform -output json -verbose` says of one object in one file. */
interface Resource {
  readonly filename: string;
  readonly kind: string;
  readonly name: string;
  readonly version: string;
  readonly status: string;
  readonly msg: string;
}

export interface ConformanceReport {
  /** Objects that were checked or skipped, each once, whichever forms it is in. */
  readonly valid: number;
  readonly skipped: readonly string[];
  /** One sentence for each object and fault. */
  readonly faults: readonly string[];
  /** Kinds that no place of schemas knows. */
  readonly unknownKinds: readonly string[];
}

/**
 * Sums up what was said of the forms of one release. An object of both is one; a form that has it
 * several times, as objects of one name in several namespaces are, has that many.
 */
export function conformanceReport(output: string): ConformanceReport | undefined {
  const resources = resourcesOf(output);
  if (resources === undefined) return undefined;
  const count = (status: string): number => countOnce(resources, status);
  const faulty = resources.filter(({ status }) => /Error|Invalid/.test(status));
  const skipped = resources.filter(({ status }) => status === 'statusSkipped');
  const unknown = faulty.filter(({ msg }) => msg.startsWith('could not find schema for'));
  return {
    valid: count('statusValid'),
    skipped: unique(skipped.map(titleOf)),
    faults: unique(faulty.flatMap((each) => faultsOf(each))),
    unknownKinds: unique(unknown.map(({ kind }) => kind)),
  };
}

function resourcesOf(output: string): readonly Resource[] | undefined {
  try {
    return (JSON.parse(output) as { readonly resources?: readonly Resource[] }).resources ?? [];
  } catch {
    return undefined;
  }
}

function countOnce(resources: readonly Resource[], status: string): number {
  const counts = new Map<string, Map<string, number>>();
  for (const resource of resources.filter((each) => each.status === status)) {
    const title = titleOf(resource);
    const inFiles = counts.get(title) ?? new Map<string, number>();
    counts.set(title, inFiles.set(resource.filename, (inFiles.get(resource.filename) ?? 0) + 1));
  }
  return [...counts.values()].reduce((sum, files) => sum + Math.max(...files.values()), 0);
}

function titleOf({ kind, name, version }: Resource): string {
  return `${kind} ${name} (${version})`;
}

/** The words of the library that checks, without the file of the schema, one place each. */
function faultsOf(resource: Resource): string[] {
  const [words = '', ...places] = resource.msg.split(/\s+- at /);
  const faults = places.filter((each) => !each.endsWith(': validation failed'));
  // The library goes through a mapping in any order.
  return (faults.length > 0 ? faults.toSorted() : [words]).map(
    (each) => `${titleOf(resource)}: ${each}`,
  );
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
