/** One idea or proposal in a list: a touch anywhere opens it. */
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { OfficialAnswer } from '../../../common/contract/feed.ts';

export function Card({
  title,
  text,
  supports,
  comments,
  answer,
  onOpen,
}: {
  title: ReactNode;
  text: ReactNode;
  supports: number;
  comments: number;
  answer: OfficialAnswer | undefined;
  onOpen: () => void;
}) {
  const { t } = useTranslation();
  return (
    <li>
      <Button className="card" onPress={onOpen}>
        <span className="card-title">{title}</span>
        <span className="card-text">{text}</span>
        <span className="card-counts">
          <span>{t('browse:supports', { count: supports })}</span>
          <span>{t('browse:comments', { count: comments })}</span>
          {answer === undefined ? null : (
            <span className={`answer-state answer-${answer.state}`}>
              {t('browse:answered', { state: t(`answer:state.${answer.state}`) })}
            </span>
          )}
        </span>
      </Button>
    </li>
  );
}
