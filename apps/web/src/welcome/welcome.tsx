import { Card, LinkButton } from '@taskora/ui';
import Link from 'next/link';
import type { ReactElement } from 'react';

import { SampleList } from './sample-list.tsx';

/** What the product does, shown by an example, with sign-up and sign-in. */
export function Welcome(): ReactElement {
  return (
    <div className="grid flex-1 content-center items-center gap-10 py-4 md:grid-cols-[1.3fr_1fr] md:gap-12">
      <div className="grid gap-5">
        <h1 className="text-4xl">
          <span className="block">Say what needs doing.</span>
          <span className="block text-muted">It is on the list.</span>
        </h1>
        <p className="max-w-[42ch] text-lg text-muted">
          Type a task the way you would say it, or tell the assistant. Taskora reads the date, keeps
          the order, and shows you what is next.
        </p>
        <div className="mt-2 flex flex-wrap gap-3">
          <LinkButton variant="primary" render={<Link href="/sign-up" prefetch={false} />}>
            Create account
          </LinkButton>
          <LinkButton render={<Link href="/sign-in" prefetch={false} />}>Sign in</LinkButton>
        </div>
      </div>
      <Card aria-hidden="true" padded={false} className="overflow-hidden">
        <SampleList />
      </Card>
    </div>
  );
}
