/** What breaks what must hold of what a stolen kiosk tells. */
import type { Sabotage } from '../sabotage.ts';

export const theft: readonly Sabotage[] = [
  {
    name: 'drafts of everybody are kept on the disk',
    scenario: 'theft',
    breaks: 'nothing-readable',
    edits: [
      {
        file: 'electron/host/drafts.ts',
        find: 'if (draftsOnDisk) store.drafts.save({ participantId: id, draft });',
        put: 'store.drafts.save({ participantId: id, draft });\n      if (draftsOnDisk) return;',
      },
    ],
  },
  {
    name: 'what is sealed is shown on the kiosk that it came from',
    scenario: 'theft',
    breaks: 'nothing-readable',
    edits: [
      {
        file: 'electron/host/worded.ts',
        find: "return success({ contribution: { kind: 'idea.sealed', payload }, draft });",
        put: `const id = crypto.randomUUID();
        const document = { id, consultationId, topicId, title, words, language, at: 0, supports: 0, comments: 0 };
        store.documents.applyEntry({ entry: { kind: 'idea', id, document }, generation: 0 });
        return success({ contribution: { kind: 'idea.sealed', payload }, draft });`,
      },
    ],
  },
  {
    name: 'the code of a slip is kept where drafts are',
    scenario: 'theft',
    breaks: 'nothing-readable',
    edits: [
      {
        file: 'electron/host/receipts.ts',
        find: 'issued.set(receipt.participantId, receipt);',
        put: `issued.set(receipt.participantId, receipt);
      const draft = { kind: 'idea', target: null, words: '', topicId: null, language: 'en' } as const;
      store.drafts.save({ participantId: receipt.participantId, draft: { ...draft, title: receipt.code } });`,
      },
    ],
  },
  {
    name: 'only the first words are sealed',
    scenario: 'theft',
    breaks: 'sealed-whole',
    edits: [
      {
        file: 'electron/host/sealing.ts',
        find: 'JSON.stringify(said)',
        put: 'JSON.stringify({ ...said, words: said.words?.slice(0, 20) })',
      },
    ],
  },
  {
    name: 'the title is left out',
    scenario: 'theft',
    breaks: 'sealed-whole',
    edits: [
      {
        file: 'electron/host/sealing.ts',
        find: 'JSON.stringify(said)',
        put: 'JSON.stringify({ ...said, title: null })',
      },
    ],
  },
  {
    name: 'a seal that is broken is opened as far as it goes',
    scenario: 'theft',
    breaks: 'seal-holds',
    edits: [
      {
        file: 'platform/sealed-file.ts',
        find: "    return success(await decrypter.decrypt(bytes));\n  } catch {\n    return problem('carry-damaged');",
        put: '    return success(await decrypter.decrypt(bytes));\n  } catch {\n    return success(bytes);',
      },
    ],
  },
  {
    name: 'an empty text is answered where a seal does not open',
    scenario: 'theft',
    breaks: 'seal-holds',
    edits: [
      {
        file: 'platform/sealed-file.ts',
        find: "    return success(await decrypter.decrypt(bytes));\n  } catch {\n    return problem('carry-damaged');",
        put: '    return success(await decrypter.decrypt(bytes));\n  } catch {\n    return success(new Uint8Array());',
      },
    ],
  },
];
