/** It is saved: the code, large, what it is for, and the way on. */
import { useTranslation } from 'react-i18next';
import { formatReceiptCode } from '../../../common/domain/receipt-code.ts';
import { Button } from '../../components/Button.tsx';
import { QrCode } from '../../components/QrCode.tsx';
import { useKiosk } from '../../navigation/KioskContext.tsx';
import type { PostedKind } from '../../navigation/places.ts';
import { PrintSlip } from '../../printing/PrintSlip.tsx';
import { FinishButton } from '../participant/FinishButton.tsx';
import { Screen } from '../Screen.tsx';
import { UndoButton } from './UndoButton.tsx';

export function PostedScreen({ kind, code }: { kind: PostedKind; code: string | null }) {
  const { t } = useTranslation();
  const { status, walk } = useKiosk();
  const slip = status.participant?.slip ?? null;
  const isSealed = kind !== 'support' && status.participant?.publishes === false;
  return (
    <Screen
      title={t(`contribution:saved.${kind}`)}
      lead={isSealed ? t('contribution:sealedLead') : t('contribution:savedLead')}
      width="narrow"
      actions={
        <>
          <UndoButton posted={kind} />
          <FinishButton />
          <Button look="primary" onPress={() => walk({ type: 'restart', at: { name: 'participant' } })}>
            {t('contribution:another')}
          </Button>
        </>
      }
    >
      {code === null ? (
        <p>{t('contribution:codeLost')}</p>
      ) : (
        <figure className="slip">
          {status.practice ? <p className="practice-slip">{t('practice:notValid')}</p> : null}
          <figcaption>{t('contribution:yourCode')}</figcaption>
          <div className="slip-both">
            <p className="slip-code">{formatReceiptCode(code)}</p>
            <QrCode text={slip ?? formatReceiptCode(code)} label={t('contribution:yourCode')} />
          </div>
          <p>
            {t('contribution:codeFor')}
            {slip === null ? null : ` ${t('contribution:qrFor')}`}
          </p>
          <PrintSlip code={code} />
        </figure>
      )}
    </Screen>
  );
}
