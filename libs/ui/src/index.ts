export { EmailField, PasswordField } from './account/account-fields.tsx';
export { AccountForm, textIn } from './account/account-form.tsx';
export { SignInForm } from './account/sign-in-form.tsx';
export { SignOutButton } from './account/sign-out-button.tsx';
export { announceWork } from './account/unfinished-work.ts';
export { Button, type ButtonProps } from './button/button.tsx';
export { type ButtonSize, type ButtonVariant } from './button/button-style.ts';
export { IconButton, type IconButtonProps } from './button/icon-button.tsx';
export {
  LinkButton,
  NavLink,
  TextLink,
  type LinkButtonProps,
  type LinkProps,
  type NavLinkProps,
  type TextLinkProps,
} from './button/link.tsx';
export { classNames } from './class-names.ts';
export { daysUntil, todayInZone } from './date/due-date-text.ts';
export { useToday } from './date/use-today.ts';
export { DueDate, type DueDateProps } from './date/due-date.tsx';
export { DraftsProvider, useDraft, useDrafts } from './drafts/drafts-context.tsx';
export { type Drafts } from './drafts/drafts.ts';
export {
  AccountsUnavailable,
  type AccountsUnavailableProps,
} from './failure/accounts-unavailable.tsx';
export { PageFailure, type PageFailureProps } from './failure/page-failure.tsx';
export { Alert, type AlertProps, type AlertTone } from './feedback/alert.tsx';
export { Spinner, type SpinnerProps } from './feedback/spinner.tsx';
export { StatusRegion, type StatusRegionProps } from './feedback/status-region.tsx';
export { useDismissTopic, useToast, type Notice } from './feedback/toast.tsx';
export { Checkbox, type CheckboxProps } from './field/checkbox.tsx';
export { TextArea, type TextAreaProps } from './field/text-area.tsx';
export { TextField, type TextFieldProps } from './field/text-field.tsx';
export { Icon, type IconProps } from './icon/icon.tsx';
export { type IconName } from './icon/icon-paths.ts';
export { AuthCard, type AuthCardProps } from './layout/auth-card.tsx';
export { Card, type CardProps } from './layout/card.tsx';
export { EmptyState, type EmptyStateProps } from './layout/empty-state.tsx';
export { AccountName, PageShell, type PageShellProps } from './layout/page-shell.tsx';
export { VisuallyHidden } from './layout/visually-hidden.tsx';
export { AlertDialog, type AlertDialogProps } from './overlay/alert-dialog.tsx';
export { Dialog, type DialogProps } from './overlay/dialog.tsx';
export { newId } from './new-id.ts';
export { pageColors } from './page-colors.ts';
export { UiProvider } from './ui-provider.tsx';
export { useHydrated } from './use-hydrated.ts';
