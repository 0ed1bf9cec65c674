/** Always above the screen: the way back and home, the language, who is being helped, and the desk. */
import { useTranslation } from 'react-i18next';
import { Button } from '../components/Button.tsx';
import { CityMark } from '../components/CityMark.tsx';
import { useKiosk } from '../navigation/KioskContext.tsx';
import { helpsThemselves, type Place } from '../navigation/places.ts';
import { ComfortDialog } from './comfort/ComfortDialog.tsx';
import { ReaderButton } from './comfort/Reader.tsx';
import { LockButton } from './facilitator/LockButton.tsx';
import { LanguageSwitch } from './LanguageSwitch.tsx';
import { FinishButton } from './participant/FinishButton.tsx';

/** These have the button among their own. */
const ENDS = new Set<Place['name']>(['participant', 'posted', 'farewell']);

export function TopBar({ place }: { place: Place }) {
  const { t } = useTranslation();
  const { status, walk, canGoBack } = useKiosk();
  return (
    <header className="topbar">
      <div className="topbar-side">
        <CityMark look={status.consultation?.look} />
        <Button look="quiet" onPress={() => walk({ type: 'home' })}>
          {t('kiosk:home')}
        </Button>
        {canGoBack ? (
          <Button look="quiet" onPress={() => walk({ type: 'back' })}>
            <span aria-hidden="true" className="arrow-back" />
            {t('kiosk:back')}
          </Button>
        ) : null}
      </div>
      <div className="topbar-side">
        {helpsThemselves(status) && status.participant !== null && !ENDS.has(place.name) ? (
          <FinishButton />
        ) : null}
        {status.facilitator === null ? (
          <Button look="quiet" onPress={() => walk({ type: 'restart', at: { name: 'desk' } })}>
            {t('kiosk:facilitator')}
          </Button>
        ) : (
          <>
            {status.participant === null ? null : (
              <Button onPress={() => walk({ type: 'restart', at: { name: 'participant' } })}>
                {t('kiosk:participant')}
              </Button>
            )}
            <Button look="quiet" onPress={() => walk({ type: 'restart', at: { name: 'desk' } })}>
              {t('kiosk:desk')}
            </Button>
            <LockButton />
          </>
        )}
        <ReaderButton />
        <ComfortDialog />
        <LanguageSwitch />
      </div>
    </header>
  );
}
