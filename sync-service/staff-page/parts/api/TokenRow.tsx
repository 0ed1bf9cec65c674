/** A token of the REST API: what it may read, whether it holds, and the end of it. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiToken } from '../../../../common/contract/staff/api-tokens.ts';
import { Button } from '../../../../renderer/components/Button.tsx';
import { Dialog } from '../../../../renderer/components/Dialog.tsx';
import { ago, dateAndTime } from '../../formats.ts';
import { useStaff } from '../../StaffContext.tsx';
import { useSave } from '../../use-save.ts';
import { DialogEnd } from '../DialogEnd.tsx';
import { SCOPE } from '../labels.ts';

export function TokenRow({ token, onChanged }: { token: ApiToken; onChanged: () => void }) {
  const { t, i18n } = useTranslation();
  const { name, scopes, createdAt, createdBy, expiresAt, lastUsedAt, revokedAt } = token;
  const now = Date.now();
  const when = (at: number) => dateAndTime(at, i18n.language);
  const state = () => {
    if (revokedAt !== null) return t('api:revokedOn', { when: when(revokedAt) });
    if (expiresAt === null) return t('api:holds');
    return expiresAt <= now
      ? t('api:expiredOn', { when: when(expiresAt) })
      : t('api:holdsUntil', { when: when(expiresAt) });
  };
  return (
    <tr>
      <th scope="row">
        <span dir="auto">{name}</span>
        <span className="line muted">{t('api:madeBy', { when: when(createdAt), name: createdBy })}</span>
      </th>
      <td data-label={t('api:scopes')}>
        {scopes.map((scope) => (
          <span key={scope} className="line">
            {t(SCOPE[scope])}
          </span>
        ))}
      </td>
      <td data-label={t('api:state')}>{state()}</td>
      <td data-label={t('api:used')}>
        {lastUsedAt === null ? t('api:neverUsed') : ago({ at: lastUsedAt, now, language: i18n.language })}
      </td>
      <td className="wide">{revokedAt === null ? <Revoke token={token} onRevoked={onChanged} /> : null}</td>
    </tr>
  );
}

function Revoke({ token: { id, name }, onRevoked }: { token: ApiToken; onRevoked: () => void }) {
  const { t } = useTranslation();
  const { api } = useStaff();
  const [open, setOpen] = useState(false);
  const { busy, failure, save } = useSave();
  const close = () => setOpen(false);
  return (
    <>
      <Button
        look="quiet"
        aria-label={t('api:for', { action: t('api:revoke'), name })}
        onPress={() => setOpen(true)}
      >
        {t('api:revoke')}
      </Button>
      <Dialog title={t('api:revoking', { name })} open={open} onClose={close} question>
        <p>{t('api:revokeHint')}</p>
        <DialogEnd
          failure={failure}
          busy={busy}
          look="danger"
          action={t('api:revokeNow')}
          onClose={close}
          onAct={() =>
            void save(
              () => api.call('revokeApiToken', { id }),
              () => {
                close();
                onRevoked();
              },
            )
          }
        />
      </Dialog>
    </>
  );
}
