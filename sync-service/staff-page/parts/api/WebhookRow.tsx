/** A webhook: when it was last told something, what did not arrive, a try, and the end of it. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Webhook } from '../../../../common/contract/staff/webhooks.ts';
import { Button } from '../../../../renderer/components/Button.tsx';
import { Dialog } from '../../../../renderer/components/Dialog.tsx';
import { dateAndTime } from '../../formats.ts';
import { useStaff } from '../../StaffContext.tsx';
import { useSave } from '../../use-save.ts';
import { DialogEnd } from '../DialogEnd.tsx';
import { Failure } from '../Failure.tsx';

export function WebhookRow({ webhook, onChanged }: { webhook: Webhook; onChanged: () => void }) {
  const { t, i18n } = useTranslation();
  const { api } = useStaff();
  const { busy, failure, save } = useSave();
  const { id, url, createdAt, createdBy, lastDeliveredAt, lastFailure, waiting, givenUp } = webhook;
  const when = (at: number) => dateAndTime(at, i18n.language);
  return (
    <tr>
      <th scope="row">
        <bdi dir="ltr" className="code">
          {url}
        </bdi>
        <span className="line muted">{t('api:madeBy', { when: when(createdAt), name: createdBy })}</span>
      </th>
      <td data-label={t('api:delivered')}>
        {lastDeliveredAt === null ? t('api:neverDelivered') : when(lastDeliveredAt)}
      </td>
      <td data-label={t('api:trouble')}>
        {lastFailure === null ? t('api:noTrouble') : null}
        {lastFailure === null ? null : (
          <span className="line">
            {t('api:failedOn', { when: when(lastFailure.at), reason: lastFailure.reason })}
          </span>
        )}
        {waiting === 0 ? null : <span className="line">{t('api:waiting', { n: waiting })}</span>}
        {givenUp === 0 ? null : <span className="line">{t('api:givenUp', { n: givenUp })}</span>}
      </td>
      <td className="wide">
        <span className="row">
          <Button
            look="quiet"
            busy={busy}
            aria-label={t('api:for', { action: t('api:test'), name: url })}
            onPress={() => void save(() => api.call('testWebhook', { id }), onChanged)}
          >
            {t('api:test')}
          </Button>
          <Remove webhook={webhook} onRemoved={onChanged} />
        </span>
        <Failure failure={failure} />
      </td>
    </tr>
  );
}

function Remove({ webhook: { id, url }, onRemoved }: { webhook: Webhook; onRemoved: () => void }) {
  const { t } = useTranslation();
  const { api } = useStaff();
  const [open, setOpen] = useState(false);
  const { busy, failure, save } = useSave();
  const close = () => setOpen(false);
  return (
    <>
      <Button
        look="quiet"
        aria-label={t('api:for', { action: t('api:remove'), name: url })}
        onPress={() => setOpen(true)}
      >
        {t('api:remove')}
      </Button>
      <Dialog title={t('api:removing')} open={open} onClose={close} question>
        <p>
          <bdi dir="ltr" className="code">
            {url}
          </bdi>
        </p>
        <p>{t('api:removeHint')}</p>
        <DialogEnd
          failure={failure}
          busy={busy}
          look="danger"
          action={t('api:removeNow')}
          onClose={close}
          onAct={() =>
            void save(
              () => api.call('removeWebhook', { id }),
              () => {
                close();
                onRemoved();
              },
            )
          }
        />
      </Dialog>
    </>
  );
}
