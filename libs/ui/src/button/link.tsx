import { cloneElement, type ComponentPropsWithRef, type ReactElement } from 'react';

import { classNames } from '../class-names.ts';
import { buttonClassName, type ButtonSize, type ButtonVariant } from './button-style.ts';

export interface LinkProps extends ComponentPropsWithRef<'a'> {
  /** The element to render instead of `<a>`, such as a router's link; it brings its own `href`. */
  render?: ReactElement<ComponentPropsWithRef<'a'>>;
}

function renderLink({ render, children, ...rest }: LinkProps): ReactElement {
  return render ? cloneElement(render, rest, children) : <a {...rest}>{children}</a>;
}

export interface LinkButtonProps extends LinkProps {
  variant?: ButtonVariant;
  size?: ButtonSize;
}

/** A link in the style of a button: it goes somewhere, so it stays a link for everyone. */
export function LinkButton({ variant, size, className, ...rest }: LinkButtonProps): ReactElement {
  return renderLink({ ...rest, className: buttonClassName({ variant, size, className }) });
}

export interface TextLinkProps extends LinkProps {
  /** It stands at the end of a line or alone, so a finger gets room that would part a sentence's lines. */
  roomy?: boolean;
}

export function TextLink({ roomy = false, className, ...rest }: TextLinkProps): ReactElement {
  const base =
    'text-accent underline decoration-1 underline-offset-3 hover:text-accent-strong hover:decoration-2';
  const room =
    roomy && 'pointer-coarse:inline-flex pointer-coarse:min-h-target pointer-coarse:min-w-target';
  const place = roomy && 'pointer-coarse:items-center pointer-coarse:justify-center';
  return renderLink({ ...rest, className: classNames(base, room, place, className) });
}

export function NavLink({ className, ...rest }: LinkProps): ReactElement {
  const base =
    'inline-flex min-h-target items-center rounded-control px-3 text-sm font-medium whitespace-nowrap';
  const tone = 'text-muted hover:bg-sunken hover:text-ink';
  return renderLink({ ...rest, className: classNames(base, tone, className) });
}
