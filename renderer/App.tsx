/** The kiosk's frame: what the host says, the way through the screens, and one clean room per participant. */
import { useEffect, useMemo, useReducer, useSyncExternalStore } from 'react';
import { I18nProvider } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { KioskStatus } from '../common/contract/kiosk-api.ts';
import type { Host } from './api.ts';
import { createDraftKeeper } from './drafts/draft-keeper.ts';
import { LOCALES } from './i18n.ts';
import { direction, screenLanguages } from './languages.ts';
import { type Kiosk, KioskContext } from './navigation/KioskContext.tsx';
import { HOME, walk } from './navigation/places.ts';
import { CurrentScreen } from './screens/CurrentScreen.tsx';
import { StatusBar } from './screens/StatusBar.tsx';
import { TopBar } from './screens/TopBar.tsx';
import { Waiting } from './screens/Waiting.tsx';

export function App({ host }: { host: Host }) {
  const { status, reached } = useSyncExternalStore(host.subscribe, host.state);
  const { i18n } = useTranslation();

  useEffect(() => {
    document.documentElement.lang = i18n.language;
    document.documentElement.dir = direction(i18n.language);
  }, [i18n.language]);

  return (
    <I18nProvider locale={i18n.language}>
      {status === null ? null : (
        // Kept behind the waiting screen, so that nothing typed is lost when the host returns.
        <div className="kiosk" inert={!reached}>
          <Frame host={host} status={status} />
        </div>
      )}
      {status === null || !reached ? <Waiting restarting={status !== null || !reached} /> : null}
    </I18nProvider>
  );
}

function Frame({ host, status }: { host: Host; status: KioskStatus }) {
  const [trail, step] = useReducer(walk, HOME);
  const { i18n } = useTranslation();
  const participantId = status.participant?.id ?? null;
  const languages = screenLanguages(status.languages, LOCALES);
  const first = languages[0] ?? 'en';

  // biome-ignore lint/correctness/useExhaustiveDependencies: another participant needs another keeper.
  const drafts = useMemo(() => createDraftKeeper(host), [host, participantId]);

  useEffect(() => () => drafts.forget(), [drafts]);

  useEffect(() => {
    if (!languages.includes(i18n.language)) void i18n.changeLanguage(first);
  }, [languages, first, i18n]);

  const kiosk: Kiosk = { host, status, walk: step, canGoBack: trail.length > 1, languages, drafts };
  return (
    <KioskContext value={kiosk}>
      <TopBar />
      <main className="room" key={participantId ?? 'nobody'}>
        <CurrentScreen trail={trail} />
      </main>
      <StatusBar />
    </KioskContext>
  );
}
