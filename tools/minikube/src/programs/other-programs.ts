import { runSteps, type Output } from '../base/progress.ts';
import { PROGRAMS, withSession } from '../base/session.ts';
import { processSettings } from '../base/settings.ts';
import { buildProgram } from './builder.ts';
import { checkGo, goVersion, sourcesOf } from './go.ts';
import { allPrograms, isBuilt } from './modules.ts';
import { buildStep } from './tools.ts';

/**
 * Programs that no task of the workspace needs: those of the module folders in `<folder>/modules`,
 * built in the same manner and kept in the same place as this tool's own. Answers where each lies.
 */
export async function provideOthers(
  folder: string,
  workspace: string,
  output: Output,
): Promise<Map<string, string>> {
  const settings = { ...processSettings(workspace), tool: folder };
  const programs = [...allPrograms(settings).values()];
  const missing = programs.filter((program) => !isBuilt(program));
  if (missing.length > 0) {
    await withSession(PROGRAMS, settings, output, async (session) => {
      checkGo(await goVersion(session.runner), sourcesOf(missing));
      const build = (program: (typeof missing)[number]) =>
        buildStep(program, () => buildProgram(program, session, session.runner));
      await runSteps(missing.map(build), output);
    });
  }
  return new Map(programs.map(({ name, path }) => [name, path]));
}
