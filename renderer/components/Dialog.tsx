/** A question or a closer look above the screen; Escape and a touch outside close it. */
import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';

export function Dialog({
  title,
  titleLanguage,
  open,
  onClose,
  question = false,
  wide = false,
  children,
}: {
  title: string;
  titleLanguage?: string;
  open: boolean;
  onClose: () => void;
  /** Needs an answer: a touch outside does not close it. */
  question?: boolean;
  /** For several questions at once, their answers side by side. */
  wide?: boolean;
  children: ReactNode;
}) {
  return (
    <ModalOverlay
      className="overlay"
      isOpen={open}
      isDismissable={!question}
      onOpenChange={(now) => {
        if (!now) onClose();
      }}
    >
      <Modal className={wide ? 'modal dialog-wide' : 'modal'}>
        <AriaDialog className="dialog" role={question ? 'alertdialog' : 'dialog'}>
          <Heading slot="title" lang={titleLanguage} dir="auto">
            {title}
          </Heading>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
