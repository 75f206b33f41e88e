import { newId } from './new-id.ts';

const { randomUUID } = crypto;

function setRandomUuid(value: unknown): void {
  Object.defineProperty(crypto, 'randomUUID', { value, configurable: true, writable: true });
}

afterEach(() => setRandomUuid(randomUUID));

it('makes version 4 UUIDs, each another, also where the page is not a secure context', () => {
  // Browsers have it on https and localhost alone.
  setRandomUuid(undefined);
  const ids = Array.from({ length: 200 }, newId);
  for (const id of ids) {
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u);
  }
  expect(new Set(ids).size).toBe(ids.length);
});
