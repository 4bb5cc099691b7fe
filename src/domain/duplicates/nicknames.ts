/** Given names that stand for one another, English, Irish and German; each line one family of names. */
import { fold } from '../../lib/text';

const FAMILIES = `
william bill billy will willy liam wilhelm willi
robert bob bobby rob robbie robin
richard dick rick ricky rich
james jim jimmy jamie seamus jakob
john jack johnny sean shane ian johann johannes hans hannes jan jon jonathan
michael mike mick micky mickey michel michi
margaret maggie meg peggy peg margarete grete gretel greta margarethe mairead rita
elizabeth liz lizzie beth betty eliza lisa elisabeth elise else liesl lilli libby eilis
katherine kate katie kathy cathy catherine kathleen kathrin katharina kathi katja caitlin cait kitty
thomas tom tommy tomas
edward ed eddie ted teddy ned eduard edi
charles charlie chuck karl carl karli
joseph joe joey josef sepp seppi jupp pepi
anthony tony anton toni
andrew andy drew andreas andi andre
alexander alex sandy sascha alec xander
alexandra alex sandra sascha sandy
christopher chris christoph kit kris
christine chris chrissie christina tina christa kristina
daniel dan danny dani
david dave davy
patrick pat paddy padraig padraic
patricia pat patty trish tricia
stephen steve steven stefan stephan steffen
matthew matt matthias mathias hias
nicholas nick nicky nikolaus klaus claus nico niklas
peter pete petra
frederick fred freddy friedrich fritz fiete
francis frank franky franz frans
frances fran fanny franziska franzi
henry harry hank heinrich heinz heiner hal
lawrence larry laurence lorenz lars
samuel sam sammy
samantha sam sammy
susan sue susie suzanne susanne susanna suse sanne
barbara barb babs barbie babsi
deborah deb debbie
jennifer jen jenny
jessica jess jessie
rebecca becky becca
victoria vicky viktoria vicki tori
dorothy dot dottie dolly dorothea dora
helen nell nellie ellen helene lena leni
eleanor ellie nora nell leonore
anne ann anna annie nan anja anni antje annette aine
mary molly polly maria marie mia maire may mitzi
sarah sally sara
martha marty patsy
theresa terry tess resi therese theresia treasa
ronald ron ronnie
donald don donnie
gerald gerry jerry gerhard gerd gert
geoffrey geoff jeff gottfried
kenneth ken kenny
timothy tim timmy
gregory greg gregor
benjamin ben benny benni
philip phil philipp
raymond ray raimund
walter walt wally
albert al bert bertie albrecht
alfred al alf fred alfie
leonard len lenny leo leonhard
eugene gene eoghan owen eugen
eoin owen ian
bernard bernie bernhard bernd
gabriel gabe gabi
gabriele gabi gaby gabriela
ursula uschi ulla
brigitte gitte gitta birgit brigid biddy bridget
wolfgang wolf wolfi
guenther guenter gunther gunter
juergen jorg joerg georg george schorsch
ruediger rudi rudolf rudolph rolf
ulrich uli ulli
ulrike uli ulli rike
manfred manni fred
sebastian basti bastian seb
maximilian max maxi
maximiliane maxi
dominik dom dominic
joachim jochen achim
hildegard hilde hilda
gertrud trude gertrude trudi
angelika geli angela angie
monika moni monica
sabine bine
cornelia conny nele
konrad kurt conrad conny
ferdinand ferdl ferdi
leopold poldi leo
kevin caoimhin
siobhan joan johanna hanna jo hannah
niall neil
diarmuid dermot
cornelius con neil connie
bartholomew bart barty
augustine gus august
oliver ollie olli
abigail abby gail
cynthia cindy
judith judy
kimberly kim
pamela pam
amanda mandy
nathaniel nate nathan nat
zachary zach zack
vincent vince vinnie vinzenz
jacqueline jackie
`;

const familiesByName = new Map<string, Set<number>>();
FAMILIES.trim().split('\n').forEach((line, i) => {
  for (const name of line.split(' ')) {
    const families = familiesByName.get(name) ?? new Set<number>();
    families.add(i);
    familiesByName.set(name, families);
  }
});

/** Whether two folded given names may be one person's: Bill and William, Sepp and Josef. Symmetric; equal names are. */
export function isNicknameOf(a: string, b: string): boolean {
  if (a === b) return a !== '';
  const left = familiesByName.get(a);
  const right = familiesByName.get(b);
  if (!left || !right) return false;
  for (const family of left) if (right.has(family)) return true;
  return false;
}

/** The first of several given names, folded: 'Hans-Peter' -> 'hans'. */
export const firstGivenName = (given: string): string => fold(given).split(/[\s.-]+/).find(Boolean) ?? '';
