/** How the programs of a folder are built from empty caches. */
export interface BuildPlan {
  /** Added to the settings that every build has. */
  readonly environment: Readonly<Record<string, string>>;
  readonly flags: readonly string[];
  /** One `go build` for each program, or one for all. */
  readonly calls: 'each' | 'one';
}

const asBuilt: BuildPlan = { environment: {}, flags: [], calls: 'each' };

/** The first is how `tools/minikube` builds; the others change one thing of it. */
export const PLANS = {
  'as-built': asBuilt,
  'one-call': { ...asBuilt, calls: 'one' },
  'gogc-100': { ...asBuilt, environment: { GOGC: '100' } },
  'gogc-400': { ...asBuilt, environment: { GOGC: '400' } },
  'with-dwarf': { ...asBuilt, flags: ['-gcflags=all=-dwarf=true'] },
  'no-pgo': { ...asBuilt, flags: ['-pgo=off'] },
  'one-at-a-time': { ...asBuilt, flags: ['-p=1'] },
} as const satisfies Record<string, BuildPlan>;

export type PlanName = keyof typeof PLANS;
export const PLAN_NAMES = Object.keys(PLANS) as PlanName[];

/** Each round takes the plans in the other direction, so that none is always the later one. */
export function inTurn<Item>(items: readonly Item[], rounds: number): Item[] {
  return Array.from({ length: rounds }, (_, round) =>
    round % 2 === 0 ? items : items.toReversed(),
  ).flat();
}
