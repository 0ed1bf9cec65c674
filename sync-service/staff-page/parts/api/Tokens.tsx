/** The tokens of other programs. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiToken } from '../../../../common/contract/staff/api-tokens.ts';
import { Button } from '../../../../renderer/components/Button.tsx';
import { Dialog } from '../../../../renderer/components/Dialog.tsx';
import type { SearchedList } from '../../use-searched-list.ts';
import { MoreButton } from '../MoreButton.tsx';
import { ListSearch } from '../SearchForm.tsx';
import { AddToken } from './AddToken.tsx';
import { MadeSecret } from './MadeSecret.tsx';
import { TokenRow } from './TokenRow.tsx';

type Props = { list: SearchedList<ApiToken>; tokens: readonly ApiToken[] };

export function Tokens({ list, tokens }: Props) {
  const { t } = useTranslation();
  const [adding, setAdding] = useState(false);
  const [made, setMade] = useState<{ readonly name: string; readonly secret: string } | null>(null);
  return (
    <section className="programs" aria-labelledby="tokens">
      <h2 id="tokens">{t('api:tokens')}</h2>
      <ListSearch list={list} label={t('staff:searchIn.tokens')} />
      {tokens.length === 0 ? (
        <p className="empty">{list.query === '' ? t('api:noTokens') : t('staff:nothingFound')}</p>
      ) : (
        <table className="table">
          <caption className="visually-hidden">{t('api:tokens')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('api:name')}</th>
              <th scope="col">{t('api:scopes')}</th>
              <th scope="col">{t('api:state')}</th>
              <th scope="col">{t('api:used')}</th>
              <th scope="col">{t('api:actions')}</th>
            </tr>
          </thead>
          <tbody>
            {tokens.map((token) => (
              <TokenRow key={token.id} token={token} onChanged={list.reload} />
            ))}
          </tbody>
        </table>
      )}
      <MoreButton list={list} />
      <div className="row">
        <Button look="primary" onPress={() => setAdding(true)}>
          {t('api:addToken')}
        </Button>
      </div>
      <Dialog title={t('api:addingToken')} open={adding} onClose={() => setAdding(false)} question>
        <AddToken
          onClose={() => setAdding(false)}
          onMade={(secret) => {
            setAdding(false);
            setMade(secret);
            list.reload();
          }}
        />
      </Dialog>
      <MadeSecret
        title={t('api:madeToken', { name: made?.name })}
        secret={made?.secret ?? null}
        hint={t('api:madeTokenHint')}
        onClose={() => setMade(null)}
      />
    </section>
  );
}
