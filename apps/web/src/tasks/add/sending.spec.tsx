import { DraftsProvider, useDrafts, type Drafts } from '@taskora/ui';
import { renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';

import { newSending } from './add-tasks.ts';
import { UnsentLines } from './sending.ts';

/** Those of the tab, as a page finds them when it is opened. */
function openDrafts(): Drafts {
  const wrapper = ({ children }: { children: ReactNode }) => (
    <DraftsProvider owner="ada">{children}</DraftsProvider>
  );
  return renderHook(() => useDrafts(), { wrapper }).result.current;
}

beforeEach(() => sessionStorage.clear());

describe('lines that are kept until they are added', () => {
  const lines = (drafts: Drafts) => new UnsentLines(drafts).all().map((each) => each.line);

  it('are found again beside one that cannot be read', () => {
    const drafts = openDrafts();
    const [milk, bread] = [newSending('Buy milk'), newSending('Buy bread')];
    drafts.write('unsent', JSON.stringify([milk, { line: 'of another version' }, bread]));
    expect(lines(openDrafts())).toEqual(['Buy milk', 'Buy bread']);
  });

  it('stay when another one is kept or dropped beside one that cannot be read', () => {
    const drafts = openDrafts();
    drafts.write('unsent', JSON.stringify([newSending('Buy milk'), null]));
    const unsent = new UnsentLines(drafts);
    const bread = newSending('Buy bread');
    unsent.keep(bread);
    expect(lines(drafts)).toEqual(['Buy milk', 'Buy bread']);
    unsent.drop(bread.key);
    expect(lines(drafts)).toEqual(['Buy milk']);
  });
});
