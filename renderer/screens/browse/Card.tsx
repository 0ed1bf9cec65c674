/** One idea or proposal in a list: a touch anywhere opens it. */
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { IdeaDocument } from '../../../common/contract/feed.ts';
import { Supports } from './Supports.tsx';

export function Card({
  title,
  text,
  of,
  onOpen,
}: {
  title: ReactNode;
  text: ReactNode;
  of: Pick<IdeaDocument, 'supports' | 'supportsAlone' | 'comments' | 'answer'>;
  onOpen: () => void;
}) {
  const { t } = useTranslation();
  const { comments, answer } = of;
  return (
    <li>
      <Button className="card" onPress={onOpen}>
        <span className="card-title">{title}</span>
        <span className="card-text">{text}</span>
        <span className="card-counts">
          <Supports of={of} />
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
