/** The form of whoever is not signed in: fields, one button that sends them, and below it whatever else there is to do. */
import type { ReactNode } from 'react';
import { Button } from '../../../../renderer/components/Button.tsx';

export function WelcomeForm({
  submit,
  busy,
  complete,
  onSubmit,
  children,
  otherwise,
}: {
  submit: string;
  busy: boolean;
  complete: boolean;
  onSubmit: () => void;
  children: ReactNode;
  otherwise?: ReactNode;
}) {
  return (
    <form
      className="sign-in"
      onSubmit={(event) => {
        event.preventDefault();
        if (complete && !busy) onSubmit();
      }}
    >
      {children}
      <Button type="submit" look="primary" busy={busy} isDisabled={!complete}>
        {submit}
      </Button>
      {otherwise}
    </form>
  );
}
