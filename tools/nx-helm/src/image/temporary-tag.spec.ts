import { deadProcess } from '../testing/dead-process.ts';
import { testEngine } from '../testing/test-engine.ts';
import { withTemporaryTag } from './build-image.ts';

const repository = 'docker.io/acme/api';

/** Builds nothing but the name, and returns which one it was. */
async function tagged(engine: ReturnType<typeof testEngine>, workspaceRoot = '/src/acme') {
  let name = '';
  await withTemporaryTag(engine, repository, workspaceRoot, async (reference) => {
    await engine.tagImage('built', reference);
    name = reference;
  });
  return name;
}

describe('the name of an image that is being built', () => {
  it('is another for each run, so that runs at the same time do not take each other’s image', async () => {
    const engine = testEngine([]);
    const names = await Promise.all([tagged(engine), tagged(engine), tagged(engine, '/src/clone')]);
    expect(new Set(names).size).toBe(3);
    for (const name of names) expect(name).toMatch(/^docker\.io\/acme\/api:[\w.-]{1,128}$/);
  });

  it('goes when the work is done', async () => {
    const engine = testEngine([`${repository}:c-0123456789ab`]);
    await tagged(engine);
    expect(await engine.references('**')).toEqual([`${repository}:c-0123456789ab`]);
  });

  it('goes when the work fails, whose own error is kept', async () => {
    const engine = testEngine([]);
    const work = withTemporaryTag(engine, repository, '/src/acme', async (reference) => {
      await engine.tagImage('built', reference);
      throw new Error('the export failed');
    });
    await expect(work).rejects.toThrow('the export failed');
    expect(await engine.references('**')).toEqual([]);
  });

  it('goes when the run is interrupted', async () => {
    const engine = testEngine([]);
    const other = jest.fn();
    process.on('SIGTERM', other);
    await withTemporaryTag(engine, repository, '/src/acme', async (reference) => {
      await engine.tagImage('built', reference);
      process.emit('SIGTERM', 'SIGTERM');
      expect(await engine.references('**')).toEqual([]);
    });
    process.off('SIGTERM', other);
    expect(other).toHaveBeenCalledTimes(1);
  });

  it('leaves no listener behind', async () => {
    const before = process.listenerCount('SIGINT');
    await tagged(testEngine([]));
    expect(process.listenerCount('SIGINT')).toBe(before);
  });

  it('goes with the next run of the same checkout when its own was killed, and no other does', async () => {
    const living = await tagged(testEngine([]));
    const ofKilledRun = living.replace(`-${process.pid}-`, `-${deadProcess}-`);
    const ofOtherClone = (await tagged(testEngine([]), '/src/clone')).replace(
      `-${process.pid}-`,
      `-${deadProcess}-`,
    );
    const ofOtherProject = ofKilledRun.replace('/api:', '/web:');
    const engine = testEngine([ofKilledRun, living, ofOtherClone, ofOtherProject]);
    await tagged(engine);
    expect(await engine.references('**')).toEqual([living, ofOtherClone, ofOtherProject]);
  });
});
