import { NavLink } from '@taskora/ui';
import type { ReactElement } from 'react';

export const settingsPages = [
  { href: '/settings', name: 'Look and habits' },
  { href: '/account', name: 'Account and devices' },
  { href: '/tokens', name: 'Access tokens' },
] as const;

/** The pages of the settings, above each of them. */
export function SettingsNav({
  shown,
}: {
  shown: (typeof settingsPages)[number]['href'];
}): ReactElement {
  return (
    <nav aria-label="Settings" className="-mx-3 mb-6 flex flex-wrap gap-1">
      {settingsPages.map(({ href, name }) => (
        <NavLink
          key={href}
          href={href}
          aria-current={href === shown ? 'page' : undefined}
          {...(href === shown && { className: 'bg-accent-soft' })}
        >
          {name}
        </NavLink>
      ))}
    </nav>
  );
}
