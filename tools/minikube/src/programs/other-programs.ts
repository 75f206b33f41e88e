import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runSteps, type Output } from '../base/progress.ts';
import { refusalFor } from '../base/refuse-for.ts';
import { PROGRAMS, withSession } from '../base/session.ts';
import { processSettings, type Settings } from '../base/settings.ts';
import { buildProgram } from './builder.ts';
import { checkGo, goVersion, sourcesOf } from './go.ts';
import { allPrograms, isBuilt } from './modules.ts';
import { buildStep } from './tools.ts';

/**
 * Programs that no task of the workspace needs: those of the module folders in `<folder>/modules`,
 * built in the same manner and kept in the same place as this tool's own. Answers where each lies.
 */
export function provideOthers(
  folder: string,
  workspace: string,
  output: Output,
): Promise<Map<string, string>> {
  return provideOthersOf({ ...processSettings(workspace), tool: folder }, output);
}

export async function provideOthersOf(
  settings: Settings,
  output: Output,
): Promise<Map<string, string>> {
  refuseWithoutModules(settings);
  const programs = [...allPrograms(settings).values()];
  const missing = () => programs.filter((program) => !isBuilt(program));
  if (missing().length > 0) {
    await withSession(PROGRAMS, settings, output, async (session) => {
      // Another run may have built them while this one waited.
      const builds = missing();
      if (builds.length === 0) return;
      checkGo(await goVersion(session.runner), sourcesOf(builds));
      const build = (program: (typeof builds)[number]) =>
        buildStep(program, () => buildProgram(program, session, session.runner));
      await runSteps(builds.map(build), output);
    });
  }
  return new Map(programs.map(({ name, path }) => [name, path]));
}

function refuseWithoutModules({ tool }: Settings): void {
  if (existsSync(join(tool, 'modules'))) return;
  throw refusalFor({
    code: 'NO_MODULE_FOLDERS',
    what: `${tool} has no folder "modules" with the modules that programs are built from`,
    fix: 'node tools/minikube/src/cli.ts programs --of=FOLDER, with a folder that has one',
  });
}
