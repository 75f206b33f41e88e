import { z } from 'zod';

/** What Go writes by `-debug-actiongraph` of each step of a build; what it took is in nanoseconds. */
const actionsSchema = z.array(
  z.object({
    Mode: z.string(),
    Package: z.string().default(''),
    CmdUser: z.number().default(0),
    CmdSys: z.number().default(0),
  }),
);

export interface ActionCosts {
  /** Packages that the compiler was started for; one that was in the cache has used nothing. */
  readonly compiled: number;
  readonly compileSeconds: number;
  readonly linked: number;
  readonly linkSeconds: number;
}

const NANOSECONDS = 1e9;

/** The processor time of the compiler and of the linker, and how often each ran. */
export function actionCosts(text: string): ActionCosts {
  const used = actionsSchema
    .parse(JSON.parse(text))
    .map(({ Mode, CmdUser, CmdSys }) => ({ mode: Mode, seconds: (CmdUser + CmdSys) / NANOSECONDS }))
    .filter(({ seconds }) => seconds > 0);
  const of = (wanted: string) => used.filter(({ mode }) => mode === wanted);
  const sum = (costs: typeof used): number =>
    costs.reduce((total, { seconds }) => total + seconds, 0);
  const [compiles, links] = [of('build'), of('link')];
  return {
    compiled: compiles.length,
    compileSeconds: sum(compiles),
    linked: links.length,
    linkSeconds: sum(links),
  };
}

/** Of several builds one after the other. */
export const totalCosts = (costs: readonly ActionCosts[]): ActionCosts =>
  costs.reduce(
    (total, each) => ({
      compiled: total.compiled + each.compiled,
      compileSeconds: total.compileSeconds + each.compileSeconds,
      linked: total.linked + each.linked,
      linkSeconds: total.linkSeconds + each.linkSeconds,
    }),
    { compiled: 0, compileSeconds: 0, linked: 0, linkSeconds: 0 },
  );
