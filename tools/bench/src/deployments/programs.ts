import { dirname, join } from 'node:path';
import { provideOthers } from '@taskora/minikube/other-programs';
import { workspaceRoot } from '@taskora/dev/environment';

/** What is compared with, none of which the product needs. */
export interface ComparedPrograms {
  readonly skaffold: string;
  /** A folder in which `helm` is of the line that Skaffold knows. */
  readonly helmFolder: string;
}

/** Built from their Go modules once, and kept with the other programs. */
export async function provideCompared(): Promise<ComparedPrograms> {
  const modules = join(import.meta.dirname, 'programs');
  const paths = await provideOthers(modules, workspaceRoot, process.stderr);
  const pathOf = (name: string): string => paths.get(name) ?? name;
  return { skaffold: pathOf('skaffold'), helmFolder: dirname(pathOf('helm')) };
}
