import type { TaskPlan } from './nx-plans.ts';
import { tasksThatReach } from './snapshot-inputs.ts';

const task = (id: string, given: Partial<TaskPlan> = {}): [string, TaskPlan] => [
  id,
  {
    id,
    project: id.split(':')[0] ?? '',
    target: id.split(':')[1] ?? '',
    isCached: true,
    outputs: [`dist/${id}`],
    dependencies: [],
    files: [],
    runtime: [],
    environment: [],
    packages: [],
    hasAllPackages: false,
    configuredProjects: [],
    outputPatterns: [],
    ...given,
  },
];
const reached = (...tasks: [string, TaskPlan][]): string[] =>
  tasksThatReach(new Map(tasks), 'web:template').map(({ id }) => id);

describe('the tasks whose outputs reach a render', () => {
  it('are those that read each other, also from further up, and not those that only run before', () => {
    const template = task('web:template', {
      dependencies: ['web:container', 'tools:programs'],
      outputPatterns: ['**/reference:dist/web:container', '**/reference:dist/base:build'],
    });
    const container = task('web:container', { dependencies: ['base:build', 'api:build'] });
    const all = [
      template,
      container,
      task('base:build'),
      task('api:build'),
      task('tools:programs'),
    ];
    expect(reached(...all)).toEqual(['web:template', 'web:container', 'base:build']);
  });

  it('are all that a task without a cache finds made right before it', () => {
    const template = task('web:template', { isCached: false, dependencies: ['web:build'] });
    const build = task('web:build', { dependencies: ['ui:build'] });
    expect(reached(template, build, task('ui:build'))).toEqual(['web:template', 'web:build']);
  });

  it('are none without outputs, which Nx could not give to anyone', () => {
    const template = task('web:template', {
      dependencies: ['tools:programs'],
      outputPatterns: ['**/reference:'],
    });
    expect(reached(template, task('tools:programs', { outputs: [] }))).toEqual(['web:template']);
  });
});
