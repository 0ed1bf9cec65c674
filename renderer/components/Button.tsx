/** A button of at least 60 px; while its call is under way it says so and takes no second press. */
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
    <AriaButton {...rest} isPending={busy} className={`button button-${look}`}>
      {children}
    </AriaButton>
  );
}
