/** What people can contribute: only what the consultation takes. */
import { useTranslation } from 'react-i18next';
import type { KioskStatus } from '../../../common/contract/kiosk/kiosk.ts';
import { allows } from '../../../common/domain/consultation.ts';
import { useKiosk } from '../../navigation/KioskContext.tsx';
import { Tile } from './Tile.tsx';

export function PostTiles({ consultation }: { consultation: NonNullable<KioskStatus['consultation']> }) {
  const { t } = useTranslation();
  const { walk } = useKiosk();
  return (
    <>
      {allows(consultation, 'idea') ? (
        <Tile
          look="idea"
          label={t('home:postIdea')}
          hint={t('home:postIdeaHint')}
          onPress={() => walk({ type: 'go', to: { name: 'write-idea' } })}
        />
      ) : null}
      {allows(consultation, 'comment') ? (
        <Tile
          look="comment"
          label={t('home:comment')}
          hint={t('home:commentHint')}
          onPress={() => walk({ type: 'go', to: { name: 'choose-target' } })}
        />
      ) : null}
    </>
  );
}
