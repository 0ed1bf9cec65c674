/** The addresses that are told when something is new, and how that goes. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Webhook } from '../../../../common/contract/staff/webhooks.ts';
import { Button } from '../../../../renderer/components/Button.tsx';
import { Dialog } from '../../../../renderer/components/Dialog.tsx';
import { useStaff } from '../../StaffContext.tsx';
import { useLive } from '../../use-live.ts';
import { Content } from '../Screen.tsx';
import { AddWebhook } from './AddWebhook.tsx';
import { MadeSecret } from './MadeSecret.tsx';
import { WebhookRow } from './WebhookRow.tsx';

/** As many as the service takes: a list that needs no search. */
export function Webhooks() {
  const { t } = useTranslation();
  const { api } = useStaff();
  const live = useLive(() => api.call('listWebhooks', {}), ['log', 'webhooks']);
  const [adding, setAdding] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  return (
    <section className="programs" aria-labelledby="webhooks">
      <h2 id="webhooks">{t('api:webhooks')}</h2>
      <p className="muted">{t('api:webhooksLead')}</p>
      <Content live={live}>
        {({ webhooks, most }) => (
          <>
            <WebhookTable webhooks={webhooks} onChanged={live.reload} />
            {webhooks.length < most ? (
              <div className="row">
                <Button onPress={() => setAdding(true)}>{t('api:addWebhook')}</Button>
              </div>
            ) : (
              <p className="muted">{t('api:webhooksFull', { n: most })}</p>
            )}
          </>
        )}
      </Content>
      <Dialog title={t('api:addingWebhook')} open={adding} onClose={() => setAdding(false)} question>
        <AddWebhook
          onClose={() => setAdding(false)}
          onMade={(made) => {
            setAdding(false);
            setSecret(made);
            live.reload();
          }}
        />
      </Dialog>
      <MadeSecret
        title={t('api:madeSecret')}
        secret={secret}
        hint={t('api:madeSecretHint')}
        onClose={() => setSecret(null)}
      />
    </section>
  );
}

function WebhookTable({ webhooks, onChanged }: { webhooks: readonly Webhook[]; onChanged: () => void }) {
  const { t } = useTranslation();
  if (webhooks.length === 0) return <p className="empty">{t('api:noWebhooks')}</p>;
  return (
    <table className="table">
      <caption className="visually-hidden">{t('api:webhooks')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('api:address')}</th>
          <th scope="col">{t('api:delivered')}</th>
          <th scope="col">{t('api:trouble')}</th>
          <th scope="col">{t('api:actions')}</th>
        </tr>
      </thead>
      <tbody>
        {webhooks.map((webhook) => (
          <WebhookRow key={webhook.id} webhook={webhook} onChanged={onChanged} />
        ))}
      </tbody>
    </table>
  );
}
