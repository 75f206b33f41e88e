import type { ReactElement } from 'react';

/** Characters that force a direction on what follows them, beyond the end of the title even. */
const overrides = /[\u202d\u202e]/gu;

/** A title in its own direction, which turns nothing around it. */
export function TaskTitle({
  title,
  className,
}: {
  title: string;
  className?: string | undefined;
}): ReactElement {
  return (
    <bdi dir="auto" className={className}>
      {title.replace(overrides, '')}
    </bdi>
  );
}
