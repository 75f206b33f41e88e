import type { EditedLine } from '../../edited-line.ts';
import type { Service } from '../names.ts';

/** A line of a service. */
export interface EditSubject extends EditedLine {
  readonly service: Service;
}

export const webPage: EditSubject = {
  service: 'web',
  file: 'apps/web/src/app/not-found.tsx',
  line: '>Page not found<',
};

export const apiProbe: EditSubject = {
  service: 'api',
  file: 'apps/api/src/taskora_api/http/probes.py',
  line: 'status: str = "ok"',
};
