/**
 * A button of at least 60 px. While its call is under way it looks so and keeps the focus; `useAction` takes no
 * second press. (React Aria's `isPending` leaves an unnamed image behind in its announcer.)
 */
import type { ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps } from 'react-aria-components';

type Look = 'primary' | 'secondary' | 'quiet' | 'danger' | 'tile';

export function Button({
  look = 'secondary',
  busy = false,
  children,
  ...rest
}: Omit<ButtonProps, 'children' | 'className' | 'style' | 'isPending'> & {
  look?: Look;
  busy?: boolean;
  children: ReactNode;
}) {
  return (
    <AriaButton {...rest} className={busy ? `button button-${look} button-busy` : `button button-${look}`}>
      {children}
    </AriaButton>
  );
}
