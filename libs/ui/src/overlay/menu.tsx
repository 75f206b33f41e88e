'use client';

import { Menu as BaseMenu } from '@base-ui/react/menu';
import type { ReactElement, ReactNode } from 'react';

import { classNames } from '../class-names.ts';
import { buttonClassName, type ButtonSize, type ButtonVariant } from '../button/button-style.ts';

export interface MenuItem {
  id: string;
  label: string;
  onSelect?: () => void;
  href?: string;
  danger?: boolean;
  disabled?: boolean;
}

export interface MenuProps {
  /** The accessible name of the button that opens the menu. */
  label: string;
  /** What the button shows. */
  trigger: ReactNode;
  items: readonly MenuItem[];
  variant?: ButtonVariant;
  size?: ButtonSize;
  className?: string;
}

const itemClassName =
  'flex min-h-target cursor-default items-center rounded-md px-3 text-sm outline-none data-highlighted:bg-sunken data-disabled:opacity-60';

function renderItem(item: MenuItem): ReactElement {
  const className = classNames(itemClassName, item.danger ? 'text-danger' : 'text-ink');
  if (item.href) {
    return (
      <BaseMenu.LinkItem key={item.id} href={item.href} className={className}>
        {item.label}
      </BaseMenu.LinkItem>
    );
  }
  return (
    <BaseMenu.Item
      key={item.id}
      disabled={item.disabled ?? false}
      onClick={() => item.onSelect?.()}
      className={className}
    >
      {item.label}
    </BaseMenu.Item>
  );
}

export function Menu({
  label,
  trigger,
  items,
  variant = 'quiet',
  size,
  className,
}: MenuProps): ReactElement {
  return (
    <BaseMenu.Root>
      <BaseMenu.Trigger
        aria-label={label}
        className={buttonClassName({ variant, size, className })}
      >
        {trigger}
      </BaseMenu.Trigger>
      <BaseMenu.Portal>
        <BaseMenu.Positioner sideOffset={6} align="end" className="z-40 outline-none">
          <BaseMenu.Popup className="min-w-44 rounded-control border border-line bg-surface p-1 shadow-popup outline-none transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0">
            {items.map(renderItem)}
          </BaseMenu.Popup>
        </BaseMenu.Positioner>
      </BaseMenu.Portal>
    </BaseMenu.Root>
  );
}
