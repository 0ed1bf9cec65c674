/** The facilitator's PIN; after far too many wrong ones, the way in by telephone. */
import { useTranslation } from 'react-i18next';
import { spokenDigits, UNLOCK_DIGITS } from '../../../common/domain/unlocking.ts';
import { useKiosk } from '../../navigation/KioskContext.tsx';
import { Screen } from '../Screen.tsx';
import { DigitForm } from './DigitForm.tsx';

const MIN = 4;
const MAX = 12;

export function UnlockScreen() {
  const { t } = useTranslation();
  const { host, status } = useKiosk();
  if (status.pinQuestion !== null) return <LockedOut question={status.pinQuestion} />;
  return (
    <Screen title={t('facilitator:unlockTitle')} lead={t('facilitator:unlockLead')} width="narrow">
      <DigitForm
        key="pin"
        min={MIN}
        max={MAX}
        shown={false}
        action={t('facilitator:unlock')}
        send={(pin) => host.call('facilitator:unlock', { pin })}
      />
    </Screen>
  );
}

function LockedOut({ question }: { question: string }) {
  const { t } = useTranslation();
  const { host, status } = useKiosk();
  return (
    <Screen title={t('facilitator:lockedOutTitle')} lead={t('facilitator:lockedOutLead')} width="narrow">
      {status.helper === null ? null : (
        <p>
          <bdi dir="auto">{status.helper}</bdi>
        </p>
      )}
      <p className="pin-question">
        <bdi dir="ltr">{spokenDigits(question)}</bdi>
      </p>
      <DigitForm
        key="answer"
        min={UNLOCK_DIGITS}
        max={UNLOCK_DIGITS}
        shown
        action={t('facilitator:lockedOutSend')}
        send={(answer) => host.call('facilitator:answer', { answer })}
      />
    </Screen>
  );
}
