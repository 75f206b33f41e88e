import { newId } from './new-id.ts';

it('makes version 4 UUIDs, each another, also where the page is not a secure context', () => {
  const ids = Array.from({ length: 200 }, newId);
  for (const id of ids) {
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u);
  }
  expect(new Set(ids).size).toBe(ids.length);
});
