import { whileLeaving } from './page-leaving.ts';

afterEach(() => {
  jest.useRealTimers();
});

it('waits for nothing on a page that stays', async () => {
  await expect(whileLeaving()).resolves.toBeUndefined();
});

it('holds back what a page that is left would say of its cut requests, and not for ever', async () => {
  jest.useFakeTimers();
  window.dispatchEvent(new Event('beforeunload'));
  const said = jest.fn();
  void whileLeaving().then(said);
  await jest.advanceTimersByTimeAsync(4_900);
  expect(said).not.toHaveBeenCalled();
  await jest.advanceTimersByTimeAsync(200);
  expect(said).toHaveBeenCalled();
});
