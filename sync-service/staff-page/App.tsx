/** Who may look: asks the service who is signed in, and shows the sign-in or the screens. */
import { useCallback, useEffect, useMemo, useState } from 'react';
import { I18nProvider } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { direction } from '../../common/domain/direction.ts';
import type { Problem } from '../../common/problems.ts';
import { createStaffApi } from './api.ts';
import { Frame } from './Frame.tsx';
import { type LiveLine, openLiveLine } from './live-line.ts';
import { hashOf, useBeginning } from './places.ts';
import { type Account, type Staff, StaffContext } from './StaffContext.tsx';
import { BeginScreen } from './screens/BeginScreen.tsx';
import { CurrentScreen } from './screens/CurrentScreen.tsx';
import { SignInScreen } from './screens/SignInScreen.tsx';
import { UnreachableScreen } from './screens/UnreachableScreen.tsx';

type Access =
  | { readonly name: 'asking' }
  | { readonly name: 'unknown'; readonly failure: Problem }
  /** `unasked`: the service ended the session, not the person. */
  | { readonly name: 'signed-out'; readonly unasked: boolean }
  | { readonly name: 'signed-in'; readonly account: Account };

export function App() {
  const { i18n } = useTranslation();
  const begin = useBeginning();
  const [access, setAccess] = useState<Access>({ name: 'asking' });
  const ended = useCallback(
    () => setAccess((before) => ({ name: 'signed-out', unasked: wasInside(before) })),
    [],
  );
  const api = useMemo(
    () =>
      createStaffApi({
        onSignedOut: ended,
      }),
    [ended],
  );

  const askWho = useCallback(async () => {
    const answer = await api.call('me', {});
    if (answer.ok) setAccess({ name: 'signed-in', account: answer.value });
    else if (answer.problem !== 'signed-out') setAccess({ name: 'unknown', failure: answer });
  }, [api]);

  useEffect(() => void askWho(), [askWho]);
  useEffect(() => {
    document.documentElement.lang = i18n.language;
    document.documentElement.dir = direction(i18n.language);
  }, [i18n.language]);

  const signedOut = useCallback(() => {
    window.location.hash = hashOf({ name: 'sessions' });
    setAccess({ name: 'signed-out', unasked: false });
  }, []);

  return (
    <I18nProvider locale={i18n.language}>
      {access.name === 'signed-in' ? (
        <Inside api={api} account={access.account} signedOut={signedOut} onEnded={ended} />
      ) : null}
      {access.name === 'signed-out' && begin !== null ? (
        <BeginScreen
          api={api}
          token={begin}
          onSignedIn={(account) => setAccess({ name: 'signed-in', account })}
        />
      ) : null}
      {access.name === 'signed-out' && begin === null ? (
        <SignInScreen
          api={api}
          unasked={access.unasked}
          onSignedIn={(account) => setAccess({ name: 'signed-in', account })}
        />
      ) : null}
      {access.name === 'unknown' ? <UnreachableScreen failure={access.failure} onRetry={askWho} /> : null}
    </I18nProvider>
  );
}

/** With a line to the service for as long as somebody is signed in. */
function Inside({
  onEnded,
  ...staff
}: Omit<Staff, 'line'> & {
  onEnded: () => void;
}) {
  const { api, account, signedOut } = staff;
  const [line, setLine] = useState<LiveLine | null>(null);
  useEffect(() => {
    const opened = openLiveLine({ onSignedOut: onEnded });
    setLine(opened);
    return opened.close;
  }, [onEnded]);
  if (line === null) return null;
  return (
    <StaffContext value={{ api, account, signedOut, line }}>
      <Frame>
        <CurrentScreen />
      </Frame>
    </StaffContext>
  );
}

const wasInside = (access: Access): boolean =>
  access.name === 'signed-in' || (access.name === 'signed-out' && access.unasked);
