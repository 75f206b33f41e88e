import { failureScreen } from './failure-screen.ts';
import { TaskStates } from './task-states.ts';

describe('what is left of a run', () => {
  const states = (): TaskStates => {
    const made = new TaskStates();
    const dependencies = { build: [], image: ['build'], load: ['image', 'cluster'], cluster: [] };
    made.take({ type: 'planned', dependencies }, 0);
    return made;
  };
  const durations = { build: 10, image: 20, load: 5, cluster: 100 };

  it('is the longest chain behind what is being done', () => {
    const run = states();
    run.take({ type: 'started', tasks: ['build', 'cluster'] }, 0);
    expect(run.remaining(durations, 2, 0)).toBe(105);
    expect(run.remaining(durations, 2, 30)).toBe(75);
    // One at a time, all of it has to be waited for.
    expect(run.remaining(durations, 1, 0)).toBe(135);
  });

  it('leaves out what waits behind results that were kept', () => {
    const run = states();
    run.take({ type: 'ended', task: 'build', status: 'local-cache' }, 0);
    expect(run.remaining(durations, 2, 0)).toBeUndefined();
    run.take({ type: 'started', tasks: ['cluster'] }, 0);
    expect(run.remaining(durations, 2, 90)).toBe(15);
  });

  it('is not guessed at without any figure', () => {
    const run = states();
    run.take({ type: 'started', tasks: ['build'] }, 0);
    expect(run.remaining({}, 2, 0)).toBeUndefined();
  });

  it('is measured by what was really done, and went well', () => {
    const run = states();
    run.take({ type: 'started', tasks: ['build', 'image', 'load'] }, 1);
    expect(run.take({ type: 'ended', task: 'build', status: 'success' }, 4)).toEqual({
      task: 'build',
      seconds: 3,
    });
    run.take({ type: 'ended', task: 'cluster', status: 'local-cache' }, 4);
    run.take({ type: 'ended', task: 'image', status: 'failure', output: 'words' }, 5);
    run.take({ type: 'ended', task: 'load', status: 'stopped' }, 5);
    expect(run.measured).toEqual({ build: 3 });
    expect(run.failure).toEqual({ task: 'image', seconds: 4, output: 'words' });
    expect(run.stopped).toEqual(['load']);
  });
});

describe('the last screen of a run that failed', () => {
  it('shows the last lines, and the command that the task itself names', () => {
    const noise = Array.from({ length: 40 }, (_, index) => `noise ${index}`);
    const error = 'api: NXHELM_ENGINE_CANNOT_RUN: \u001b[31mno engine\u001b[39m. Do: podman info';
    const output = [...noise, '', error, '', 'bye'].join('\n');
    const { lines, next } = failureScreen({ task: 'api:container', seconds: 1, output });
    expect(lines).toHaveLength(20);
    expect(lines.at(-2)).toBe('  api: NXHELM_ENGINE_CANNOT_RUN: no engine. Do: podman info');
    expect(next).toBe('podman info');
  });

  it('names the task alone where it does not say what to do', () => {
    const failure = { task: 'web:build', seconds: 1, output: 'Type error: no' };
    expect(failureScreen(failure)).toEqual({
      lines: ['  Type error: no'],
      next: 'npx nx run web:build',
    });
  });

  it('finds a command that stands lines below the words of a step', () => {
    const output = 'NXHELM_BUILD_FAILED: building x failed:\nstep words\n (project x). Do: mend x';
    expect(failureScreen({ task: 'x:container', seconds: 1, output }).next).toBe('mend x');
  });
});
