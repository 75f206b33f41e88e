import { runSteps, step, type Output, type Step } from '../base/progress.ts';
import { buildProgram } from './builder.ts';
import { makeSchemas } from './schemas.ts';
import { allLinked, buildStep, CLIENTS, prepareTools, TOOLS, type Tool } from './tools.ts';
import { PROGRAMS, withSession, type Session } from '../base/session.ts';
import { workspaceBin, workspaceSchemas, type Settings } from '../base/settings.ts';

export interface ProgramsResult {
  readonly changed: boolean;
  readonly bin: string;
  readonly schemas: string;
}

/** Makes sure that the tools are at hand; begins no run when they are. */
export async function ensurePrograms(
  settings: Settings,
  output: Output,
  tools: readonly Tool[] = TOOLS,
): Promise<ProgramsResult> {
  const result = { bin: workspaceBin(settings), schemas: workspaceSchemas(settings) };
  if (allLinked(tools, settings)) return { changed: false, ...result };
  await withSession(PROGRAMS, settings, output, (session) => provide(tools, session));
  return { changed: true, ...result };
}

async function provide(tools: readonly Tool[], session: Session): Promise<void> {
  const { settings, runner, output } = session;
  const preparation = await prepareTools(tools, settings, runner);
  const names = preparation.builds.map(({ name }) => name);
  if (names.length > 0) output.write(`Builds from Go modules: ${names.join(', ')}.\n`);
  await runSteps(toolSteps(preparation, session), output);
  preparation.finish();
}

/** The builds and the schemas that are missing, as steps. */
export function toolSteps(
  missing: {
    readonly builds: readonly Parameters<typeof buildProgram>[0][];
    readonly schemas: boolean;
  },
  session: Session,
): Step[] {
  const { settings, runner } = session;
  const steps = missing.builds.map((program) =>
    buildStep(program, () => buildProgram(program, session, runner)),
  );
  if (!missing.schemas) return steps;
  const makeAll = () => makeSchemas(settings, session, runner);
  return [...steps, step('schemas of Kubernetes (from its Go module)', 15, makeAll)];
}

/** The tools and kubectl, where Minikube itself comes from elsewhere. */
export async function provideClients(session: Session): Promise<void> {
  await provide(CLIENTS, session);
}
