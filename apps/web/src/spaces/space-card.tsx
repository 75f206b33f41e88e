'use client';

import { Button, Card, LinkButton, VisuallyHidden } from '@taskora/ui';
import { useId, useState, type ReactElement } from 'react';

import { Leaving, type LeavingProps } from './leaving.tsx';
import type { MadeLink } from './link-form.tsx';
import { LinkList } from './link-list.tsx';
import { MemberList } from './member-list.tsx';
import { RenameForm } from './rename-form.tsx';
import { roleTexts } from './role-text.ts';

export interface SpaceCardProps extends Omit<LeavingProps, 'onGone'> {
  /** Something was done that the eye sees and nothing else says. */
  onSaid: (said: string) => void;
}

/** A shared space: who is in it and as what, and for owners all that they decide. */
export function SpaceCard({ space, reader, focusAfter, onSaid }: SpaceCardProps): ReactElement {
  const [open, setOpen] = useState(false);
  /** They stay while the panel is closed. */
  const [unsent, setUnsent] = useState<readonly MadeLink[]>([]);
  const panel = useId();
  const isOwner = space.role === 'owner';
  const members = space.memberCount === 1 ? '1 member' : `${space.memberCount} members`;
  return (
    <Card className="grid gap-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <div className="min-w-40 flex-1">
          <h3 className="text-lg wrap-anywhere">
            <bdi>{space.name}</bdi>
          </h3>
          <p className="text-sm text-muted">
            You are {roleTexts[space.role].article} · {members}
          </p>
        </div>
        <LinkButton size="small" href={`/tasks?space=${space.id}`}>
          Tasks
          <VisuallyHidden> of {space.name}</VisuallyHidden>
        </LinkButton>
        <Button
          size="small"
          aria-expanded={open}
          aria-controls={panel}
          onClick={() => setOpen(!open)}
        >
          Members and links
          <VisuallyHidden> of {space.name}</VisuallyHidden>
        </Button>
      </div>
      <div id={panel} hidden={!open} className={open ? 'grid gap-6' : undefined}>
        {open ? (
          <>
            {isOwner ? (
              <RenameForm
                space={space}
                onRenamed={(name) => onSaid(`The space is called ${name} now.`)}
              />
            ) : null}
            <MemberList space={space} reader={reader} />
            {isOwner ? (
              <LinkList
                spaceId={space.id}
                unsent={unsent}
                onMade={(made) => setUnsent((known) => [made, ...known])}
                onSent={(id) => setUnsent((known) => known.filter((each) => each.id !== id))}
              />
            ) : null}
            <Leaving {...{ space, reader, focusAfter }} onGone={onSaid} />
          </>
        ) : null}
      </div>
    </Card>
  );
}
