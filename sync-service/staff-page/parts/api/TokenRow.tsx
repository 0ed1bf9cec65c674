/** A token of the REST API: what it may read, whether it holds, and the end of it. */
import { useTranslation } from 'react-i18next';
import type { ApiToken } from '../../../../common/contract/staff/api-tokens.ts';
import { ago, dateAndTime } from '../../formats.ts';
import { useStaff } from '../../StaffContext.tsx';
import { SCOPE } from '../labels.ts';
import { AskFirst } from './AskFirst.tsx';

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
  return (
    <AskFirst
      button={t('api:revoke')}
      of={name}
      title={t('api:revoking', { name })}
      action={t('api:revokeNow')}
      ask={() => api.call('revokeApiToken', { id })}
      onDone={onRevoked}
    >
      <p>{t('api:revokeHint')}</p>
    </AskFirst>
  );
}
