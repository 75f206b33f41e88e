import { existsSync } from 'node:fs';
import { runSteps, step, type Output } from '../base/progress.ts';
import { PROGRAMS, withSession } from '../base/session.ts';
import { processSettings } from '../base/settings.ts';
import { provideOthers } from '../programs/other-programs.ts';
import { allPrograms } from '../programs/modules.ts';
import { buildImage, imageArchive } from './build.ts';

/** A program of a module folder in `<folder>/modules`, and the name that its image is to have. */
export interface OtherImage {
  readonly folder: string;
  readonly program: string;
  readonly name: string;
}

/** An image that no cluster needs, of one program; built once, and kept as those of the cluster are. */
export async function provideOtherImage(
  { folder, program: wanted, name }: OtherImage,
  workspace: string,
  output: Output,
): Promise<string> {
  await provideOthers(folder, workspace, output);
  const settings = { ...processSettings(workspace), tool: folder };
  const program = allPrograms(settings).get(wanted);
  if (program === undefined) throw new Error(`no module folder builds ${wanted}`);
  const spec = { name, program: wanted, path: `/${wanted}`, debian: false };
  const archive = imageArchive(settings, spec, program);
  if (!existsSync(archive)) {
    await withSession(PROGRAMS, settings, output, ({ work, runner }) =>
      runSteps(
        [step(`image of ${wanted}`, 5, () => buildImage(spec, program, settings, work, runner))],
        output,
      ),
    );
  }
  return archive;
}
