/**
 * Words that carry no subject, in the languages of the kiosk, each as it is compared. Rare words tell
 * more by themselves; this list only keeps a kiosk with a handful of ideas from matching "the" with "the".
 */
import { foldedWord } from './folded-word.ts';

const WORDS = `
a an and any are as at be been being but by can could did do does for from had has have he her his how i if in
into is it its just me more most my no not of on or our she should so some such than that the their them then
there these they this those to too up us was we were what when where which who will with would you your like
need needs want make more must really please get let also only very all
aber alle allem allen aller alles als also am an auch auf aus bei beim bin bis bitte da damit dan das dass dem
den der des die dies diese dieser dieses doch dort durch ein eine einem einen einer eines er es etwa fur gibt
hat haben hier ich ihr im immer in ins ist ja jede jeder jedes kann kein keine keinen konnen man mehr mein mit
muss mussen nach nicht noch nur ob oder ohn ohne schon sehr sein seine sich sie sind so soll solle sollen sollt
sollte sollten um und uns unser unter vom von vor war was weil wenn wer werden wie wieder wir wird wo wurde
wurden zu zum zur mochte wollen brauchen
ai au aux avec c ce ces cet cette d dans de des du elle en est et etre eu faut il ils j je l la le les leur
leurs lui m ma mais me mes meme n ne nos notre nous on ont ou par pas plus pour qu que qui s sa sans se ses
si son sont sur t ta te tes ton tous tout toute toutes tres tu un une vos votre vous y doit doivent
aan al als bij dan dat de deze die dit door dr een en er ge geen haar heb hebben heft het hij hun ik in is ja je
kan kunnen maar meer met mijn mot moten na nar niet nog nu of om omdat onz ook op over te tot uit van veel voor
wat we wel werd wij wil word worden zal ze zich zij zijn zo zou zouden
`;

const FUNCTION_WORDS: ReadonlySet<string> = new Set(WORDS.trim().split(/\s+/).map(foldedWord));

export const isFunctionWord = (folded: string): boolean => FUNCTION_WORDS.has(folded);
