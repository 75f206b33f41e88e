import { classNames } from '../class-names.ts';

export type ButtonVariant = 'primary' | 'secondary' | 'quiet' | 'danger';
export type ButtonSize = 'medium' | 'small';

const shared =
  'relative inline-flex cursor-pointer items-center justify-center gap-2 rounded-control border text-center ' +
  'font-medium no-underline transition-colors select-none ' +
  'disabled:cursor-default data-disabled:cursor-default disabled:opacity-60 data-disabled:opacity-60';

const variants: Record<ButtonVariant, string> = {
  primary: 'border-transparent bg-accent text-on-accent hover:bg-accent-strong',
  secondary: 'border-line-strong bg-surface text-ink hover:bg-sunken',
  quiet: 'border-transparent bg-transparent text-muted hover:bg-sunken hover:text-ink',
  danger: 'border-danger bg-surface text-danger hover:bg-danger-soft',
};

const sizes: Record<ButtonSize, string> = {
  medium: 'min-h-target py-1.5',
  small: 'min-h-9 py-1 text-sm pointer-coarse:min-h-target',
};

/** A short label such as "no" must be wide enough for a finger too. */
const paddings: Record<ButtonSize, string> = {
  medium: 'min-w-target px-4',
  small: 'px-3 pointer-coarse:min-w-target',
};
const squares: Record<ButtonSize, string> = {
  medium: 'min-w-target',
  small: 'min-w-9 pointer-coarse:min-w-target',
};

export interface ButtonStyle {
  variant?: ButtonVariant | undefined;
  size?: ButtonSize | undefined;
  /** As wide as it is high: it holds an icon instead of text. */
  square?: boolean | undefined;
  className?: string | undefined;
}

export function buttonClassName({
  variant = 'secondary',
  size = 'medium',
  square = false,
  className,
}: ButtonStyle): string {
  return classNames(
    shared,
    variants[variant],
    sizes[size],
    (square ? squares : paddings)[size],
    className,
  );
}
