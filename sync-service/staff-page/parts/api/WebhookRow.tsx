/** A webhook: when it was last told something, what did not arrive, a try, and the end of it. */
import { useTranslation } from 'react-i18next';
import type { Webhook } from '../../../../common/contract/staff/webhooks.ts';
import { Button } from '../../../../renderer/components/Button.tsx';
import { dateAndTime } from '../../formats.ts';
import { useStaff } from '../../StaffContext.tsx';
import { useSave } from '../../use-save.ts';
import { Failure } from '../Failure.tsx';
import { AskFirst } from './AskFirst.tsx';

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
  return (
    <AskFirst
      button={t('api:remove')}
      of={url}
      title={t('api:removing')}
      action={t('api:removeNow')}
      ask={() => api.call('removeWebhook', { id })}
      onDone={onRemoved}
    >
      <p>
        <bdi dir="ltr" className="code">
          {url}
        </bdi>
      </p>
      <p>{t('api:removeHint')}</p>
    </AskFirst>
  );
}
