import { benchContainer } from './parts/container.ts';
import { benchEdit, benchEditOfApi } from './parts/edit.ts';
import { benchInference } from './parts/inference.ts';
import { benchNoop } from './parts/noop.ts';
import { benchSkip } from './parts/skip.ts';
import type { PartResult } from './report.ts';
import type { Setting } from './setting.ts';

export const partNames = ['inference', 'noop', 'edit', 'edit-api', 'skip', 'container'] as const;
export type PartName = (typeof partNames)[number];

export const parts: Readonly<Record<PartName, (setting: Setting) => Promise<PartResult>>> = {
  inference: benchInference,
  noop: benchNoop,
  edit: benchEdit,
  'edit-api': benchEditOfApi,
  skip: benchSkip,
  container: benchContainer,
};
