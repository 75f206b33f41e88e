import { join } from 'node:path';
import { provideOthers } from '@taskora/minikube/other-programs';
import { workspaceRoot } from '@taskora/dev/environment';

/** What is compared with, none of which the product needs. */
export interface ComparedPrograms {
  /** Takes the Helm of this workspace, which is of a line that it knows. */
  readonly skaffold: string;
}

/** Built from their Go modules once, and kept with the other programs. */
export async function provideCompared(): Promise<ComparedPrograms> {
  const modules = join(import.meta.dirname, 'programs');
  const paths = await provideOthers(modules, workspaceRoot, process.stderr);
  return { skaffold: paths.get('skaffold') ?? 'skaffold' };
}
