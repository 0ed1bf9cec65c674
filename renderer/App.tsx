/** The kiosk's frame: what the host says, the way through the screens, and one clean room per participant. */
import type { i18n } from 'i18next';
import {
  useEffect,
  useLayoutEffect,
  useMemo,
  useReducer,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import { I18nProvider } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { KioskStatus } from '../common/contract/kiosk/kiosk.ts';
import { direction } from '../common/domain/direction.ts';
import type { LocalizedText } from '../common/domain/localized-text.ts';
import type { Host } from './api.ts';
import { NO_COMFORT, showComfort } from './comfort/comfort.ts';
import { CityTextShown } from './components/CityText.tsx';
import { createDraftKeeper } from './drafts/draft-keeper.ts';
import { LOCALES } from './i18n.ts';
import { ScreenKeyboard } from './keyboard/ScreenKeyboard.tsx';
import { screenLanguages } from './languages.ts';
import { useCityColours } from './look.ts';
import { type Kiosk, KioskContext } from './navigation/KioskContext.tsx';
import { HOME, present, walk } from './navigation/places.ts';
import { screenAt } from './navigation/screens.ts';
import { CurrentScreen } from './screens/CurrentScreen.tsx';
import { Reader } from './screens/comfort/Reader.tsx';
import { PracticeBanner } from './screens/PracticeBanner.tsx';
import { Presence } from './screens/presence/Presence.tsx';
import { StatusBar } from './screens/StatusBar.tsx';
import { TopBar } from './screens/TopBar.tsx';
import { Waiting } from './screens/Waiting.tsx';
import { Beside } from './second-language/Beside.tsx';
import { remember } from './second-language/sources.ts';
import { takeLeft } from './start-anew.ts';
import { SwitchScan } from './switches/SwitchScan.tsx';

/** How long a farewell stays in the language of the one who leaves. */
const FAREWELL_MILLISECONDS = 20_000;

/** `i18n` is handed on: that of `useTranslation` is another object after every change of the language. */
export function App({ host, i18n }: { host: Host; i18n: i18n }) {
  const { status, reached } = useSyncExternalStore(host.subscribe, host.state);
  useTranslation(); // renders anew in another language

  useEffect(() => {
    document.documentElement.lang = i18n.language;
    document.documentElement.dir = direction(i18n.language);
  }, [i18n.language]);

  return (
    <I18nProvider locale={i18n.language}>
      {status === null ? null : (
        // Kept behind the waiting screen, so that nothing typed is lost when the host returns.
        <div className="kiosk" inert={!reached}>
          <Frame host={host} status={status} i18n={i18n} />
        </div>
      )}
      {status === null || !reached ? (
        <Waiting restarting={status !== null || !reached} helper={status?.helper ?? null} />
      ) : null}
    </I18nProvider>
  );
}

const rememberCityText = (shown: string, text: LocalizedText): void => remember(shown, { of: 'city', text });

function Frame({ host, status, i18n }: { host: Host; status: KioskStatus; i18n: i18n }) {
  const { t } = useTranslation();
  const [left] = useState(takeLeft);
  const [trail, step] = useReducer(walk, left, (waiting) =>
    waiting === null ? HOME : walk(HOME, { type: 'restart', at: { name: 'card', card: waiting.card } }),
  );
  const [comfort, setComfort] = useState(NO_COMFORT);
  const [second, setSecond] = useState<string | null>(null);
  useLayoutEffect(() => showComfort(comfort), [comfort]);
  useCityColours(status.consultation?.look?.colours ?? null);
  const participantId = status.participant?.id ?? null;
  const languages = screenLanguages(status.languages, LOCALES);
  const first = languages[0] ?? 'en';

  // biome-ignore lint/correctness/useExhaustiveDependencies: another participant needs another keeper.
  const drafts = useMemo(() => createDraftKeeper(host), [host, participantId]);

  useEffect(() => () => drafts.forget(), [drafts]);

  // Who comes back to the screen finds their language again.
  const spoken = status.participant?.language ?? null;
  const someone = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each participant; they may change it.
  useLayoutEffect(() => {
    someone.current = participantId !== null;
    if (spoken !== null) void i18n.changeLanguage(spoken);
  }, [participantId, i18n]);

  // The browser's language says nothing of the people at this kiosk.
  const opening = useRef(status.participant?.language ?? left?.language ?? first);
  useLayoutEffect(() => void i18n.changeLanguage(opening.current), [i18n]);
  useEffect(() => {
    if (!languages.includes(i18n.language)) void i18n.changeLanguage(first);
  }, [languages, first, i18n]);

  // Whoever leaves is thanked in their language; the next person starts with the kiosk's.
  const { name } = present(trail);
  const parting = name === 'farewell' || name === 'card';
  useEffect(() => {
    if (!parting) return;
    const back = () => {
      // Who was called back goes on in their own.
      if (someone.current) return;
      void i18n.changeLanguage(first);
      setComfort(NO_COMFORT);
    };
    const timer = setTimeout(back, FAREWELL_MILLISECONDS);
    return () => {
      clearTimeout(timer);
      back();
    };
  }, [parting, first, i18n]);

  const kiosk: Kiosk = {
    host,
    status,
    walk: step,
    canGoBack: trail.length > 1,
    languages,
    drafts,
    comfort,
    setComfort,
    second,
    setSecond,
  };
  return (
    <KioskContext value={kiosk}>
      <PracticeBanner />
      <TopBar place={present(trail)} />
      <CityTextShown value={rememberCityText}>
        <div className="rooms">
          <main
            className="room"
            key={participantId ?? 'nobody'}
            data-screen={screenAt(present(trail), status)}
          >
            <CurrentScreen trail={trail} />
          </main>
          {second === null || second === i18n.language || status.facilitator === null ? null : (
            <Beside language={second} label={t('facilitator:second')} i18n={i18n} />
          )}
        </div>
      </CityTextShown>
      <Reader />
      <ScreenKeyboard />
      {comfort.switches ? <SwitchScan /> : null}
      <StatusBar />
      <Presence place={present(trail)} i18n={i18n} />
    </KioskContext>
  );
}
