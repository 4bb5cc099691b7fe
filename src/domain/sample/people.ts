/** The invented customers of an invented wine shop in Kinsale: who they are. What happened with them is made by `sampleBook`. */

export interface SamplePerson {
  readonly key: string; readonly given?: string; readonly family?: string; readonly prefix?: string; readonly nickname?: string; readonly say?: string;
  readonly company?: string; readonly kind?: 'company' | 'household'; readonly job?: string;
  readonly email?: string; readonly mobile?: string; readonly phone?: string; readonly street?: string; readonly town?: string; readonly postcode?: string; readonly country?: string;
  readonly birth?: string; readonly wedding?: string; readonly tags?: readonly string[]; readonly note?: string; readonly language?: string;
  /** How much they buy: purchases a year and the usual sum in euro. */
  readonly buys?: readonly [perYear: number, euro: number];
  readonly relations?: readonly (readonly [type: 'spouse' | 'child' | 'worksAt' | 'member' | 'referredBy', key: string])[];
  readonly children?: readonly string[];
}

/** key | given | family | town | postcode | birth | perYear x euro | tags | note */
const TABLE = `
aoife|Aoife|Ní Bhriain|Kinsale|P17 X206|1979-12-06|9x85|vip,red|Dark chocolate with Pauillac, always. Tastes first, decides slowly; never hurry her.
sean|Seán|Ó Súilleabháin|Kinsale|P17 X206|--04-12|2x40|red|Buys for Aoife's birthday, asks what she liked last.
ciaran|Ciarán|Murphy|Cork|T12 X70A|1965-02-28|12x140|vip,cellar|Keeps 400 bottles under the stairs. Wants two of everything from the Loire.
maeve|Maeve|Murphy|Cork|T12 X70A|1968-09-30|3x35|white|No oak. Met at the autumn tasting.
siobhan|Siobhán|O’Brien|Cobh|P24 KD98|1990-02-29x|4x30|newsletter|Prefers a message to a call; works nights at the hospital.
padraig|Pádraig|de Búrca|Galway|H91 A2C3|1958-07-01|6x95|cellar|Collects by train on the first Saturday of the month.
niamh|Niamh|Walsh|Bandon|P72 Y042|--11-03|5x45|newsletter,sparkling|Book club of eight; one case of cava each spring.
eoin|Eoin|Fitzgerald|Clonakilty|P85 T042|1983-05-17|7x60|natural|Likes cloudy wines and says so. Bring him something odd.
grainne|Gráinne|Kelly|Kinsale|P17 F627||2x25|white|New in town, moved from Sligo.
diarmuid|Diarmuid|Hayes|Youghal|P36 D902|1949-10-21|4x110|port|Vintage port only. Hard of hearing: speak up, do not phone.
orla|Orla|Brennan|Dublin|D06 F8N2|1987-01-15|3x150|vip,gifts|Sends gifts to clients in December; ask for the list in October.
fionn|Fionn|McCarthy|Kinsale|P17 Y448||1x20|| 
roisin|Róisín|Daly|Midleton|P25 V1K6|1976-08-08|5x50|red,newsletter|Allergic to sulphites, or thinks so: low-sulphite shelf.
conor|Conor|Lynch|Kinsale|P17 NX40|1992-03-19|3x28|beer|
una|Úna|Ryan|Bantry|P75 H7C1|1961-06-24|4x70|white,cellar|Riesling, dry. Sister in Trier brings her the rest.
declan|Declan|Power|Waterford|X91 PK15||0x0|fair 2025|Left his card at the fair; imports olive oil.
sinead|Sinéad|Collins|Kinsale|P17 E771|1995-12-24|2x22|newsletter|
liam|Liam|Barry|Cork|T23 W3F2|1971-04-04|6x65|red|Pays cash, wants no e-mail.
brid|Bríd|Nolan|Skibbereen|P81 C562|1955-02-01|3x33|sherry|
tadhg|Tadhg|Crowley|Dunmanway|P47 AX21||2x48|red|
hannah|Hannah|Keane|Kinsale|P17 KD53|1989-07-29|4x55|sparkling,newsletter|Getting married next summer: 90 guests, wants help with the wine.
mark|Mark|Sheehan|Cork|T12 RC8E|1980-09-09|5x75|vip|
emma|Emma|Whelan|Carrigaline|P43 KP60|--05-30|3x40|white|
tom|Tom|Hurley|Kinsale|P17 VP29|1944-11-11|8x38|red|Comes every other Friday at ten. Carry the case to the car.
anneliese|Anneliese|Müller|München|80331|1962-03-03|4x180|vip,post|Holiday house in Kinsale, May to September. Ships to Munich at Christmas.
juergen|Jürgen|Müller|München|80331|1960-11-19|1x90|post|
katrin|Katrin|Weiß|Hamburg|20095|1985-10-10|3x120|post|Found us through the Müllers.
wolfgang|Wolfgang|Straßer|Wien|1010|1957-01-31|2x210|port,post|Professor emeritus; corrects labels.
ines|Inês|Ferreira|Cork|T12 HW62|1993-06-13|4x45|red|From the Douro; knows more than we do about port.
mateo|Mateo|García Ruiz|Cork|T12 K8AF||3x30|sherry|
giulia|Giulia|Rossi|Kinsale|P17 CD30|1988-04-25|6x42|natural,newsletter|
luca|Luca|Bianchi|Dublin|D02 XY88||2x60|red|
camille|Camille|Lefèvre|Lyon|69001|1975-05-05|1x300|post,cellar|Our agent's sister. Pays by transfer.
pieter|Pieter|van der Berg|Utrecht|3511|1969-12-31|2x160|post|Sails into Kinsale in July; wants six bottles cold on the quay.
zofia|Zofia|Wiśniewska|Cork|T23 A0P1|1991-08-18|3x35|sparkling|
jakub|Jakub|Nowak|Bandon|P72 N2D4|1984-02-14|2x27|beer|
astrid|Astrid|Bjørnsen|Bergen|5003||1x240|post|
lars|Lars|Lindqvist|Malmö|211 20|1966-06-06|1x190|post,fair 2025|
oksana|Oksana|Kovalenko|Kinsale|P17 WR08|1986-09-01|2x24|white|Speaks German better than English.
helena|Helena|Nováková|Cork|T12 Y2K1|--10-28|2x32|newsletter|
priya|Priya|Nair|Cork|T12 W8NP|1990-01-26|3x58|gifts|Buys for the office; needs a VAT invoice.
david|David|Cohen|Cork|T12 P5Y7|1973-09-17|4x66|kosher|Kosher shelf; new list before Passover and Rosh Hashanah.
yuki|Yuki|Tanaka|Cork|T23 E5H9||2x80|sake,white|
grace|Grace|Okafor|Midleton|P25 RX83|1982-12-12|5x47|sparkling|Choir: ten cases of something good each December.
peter|Peter|Hall|Kinsale|P17 T285|1951-05-21|3x52|cellar|
susan|Susan|Hall|Kinsale|P17 T285|1953-08-02|2x30|white|
noel|Noel|Twomey|Macroom|P12 F2V8|1947-12-25|1x45|port|
ruth|Ruth|Deasy|Clonakilty|P85 KX46|1978-03-08|0x0|fair 2025|Asked about tastings for her yoga studio.
`;

const COMPANIES: readonly SamplePerson[] = [
  { key: 'harbour', kind: 'company', company: 'Harbour Lights Restaurant', email: 'info@harbourlights.example', phone: '+353 21 477 0101', street: '3 Pier Road', town: 'Kinsale', postcode: 'P17 HL01', country: 'Ireland', tags: ['restaurant', 'trade'], buys: [20, 620], note: 'By-the-glass list changes with the season. Delivery before noon, side door.' },
  { key: 'spaniard', kind: 'company', company: 'The Blue Anchor Guesthouse', email: 'office@blueanchor.example', phone: '+353 21 477 0102', street: '12 Main Street', town: 'Kinsale', postcode: 'P17 BA12', country: 'Ireland', tags: ['trade'], buys: [9, 310], note: 'House white must stay under eight euro.' },
  { key: 'lehmann', kind: 'company', company: 'Weinhaus Lehmann GmbH', email: 'einkauf@lehmann.example', phone: '+49 89 12345 001', street: 'Hauptstraße 5', town: 'München', postcode: '80331', country: 'Germany', language: 'de', tags: ['trade', 'post'], buys: [3, 980], note: 'Exchange of Irish whiskey for Franconian Silvaner.' },
  { key: 'quayside', kind: 'company', company: 'Quayside Solicitors', email: 'reception@quayside.example', phone: '+353 21 427 0103', street: '40 South Mall', town: 'Cork', postcode: 'T12 QS40', country: 'Ireland', tags: ['gifts'], buys: [2, 540], note: 'Forty gift boxes in December, no logos.' },
  { key: 'gallery', kind: 'company', company: 'Compass Gallery', email: 'hello@compass.example', phone: '+353 21 477 0104', street: '1 Market Place', town: 'Kinsale', postcode: 'P17 CG01', country: 'Ireland', tags: ['events'], buys: [5, 150], note: 'Openings on the last Thursday: sparkling for sixty, glasses on loan.' },
];
const EXTRA: Readonly<Record<string, Partial<SamplePerson>>> = {
  aoife: { say: 'EE-fa nee VREE-in', wedding: '2006-06-17', relations: [['spouse', 'sean'], ['member', 'hh-briain']], children: ['Cáit', 'Donncha'], nickname: 'Aoifs' },
  sean: { relations: [['member', 'hh-briain']] },
  ciaran: { relations: [['spouse', 'maeve'], ['member', 'hh-murphy']], say: 'KEER-awn' },
  maeve: { relations: [['member', 'hh-murphy']] },
  siobhan: { birth: '1992-02-29', say: 'shi-VAWN' },
  anneliese: { language: 'de', relations: [['spouse', 'juergen'], ['member', 'hh-mueller']] },
  juergen: { language: 'de', relations: [['member', 'hh-mueller']] },
  katrin: { language: 'de', relations: [['referredBy', 'anneliese']] },
  wolfgang: { language: 'de', prefix: 'Prof.' },
  peter: { relations: [['spouse', 'susan']], wedding: '1975-09-06' },
  giulia: { relations: [['worksAt', 'harbour']], job: 'Head sommelier' },
  mark: { relations: [['worksAt', 'quayside']], job: 'Partner' },
  eoin: { relations: [['referredBy', 'giulia']] },
  grainne: { say: 'GRAWN-ya' }, tadhg: { say: 'TIE-g' }, padraig: { say: 'PAW-drig' },
  priya: { job: 'Office manager' },
};
const HOUSEHOLDS: readonly SamplePerson[] = [
  { key: 'hh-briain', kind: 'household', company: 'Ní Bhriain & Ó Súilleabháin', town: 'Kinsale', postcode: 'P17 X206', country: 'Ireland' },
  { key: 'hh-murphy', kind: 'household', company: 'The Murphys of Sunday’s Well', town: 'Cork', postcode: 'T12 X70A', country: 'Ireland' },
  { key: 'hh-mueller', kind: 'household', company: 'Familie Müller', town: 'München', postcode: '80331', country: 'Germany', language: 'de' },
];

const COUNTRIES: Readonly<Record<string, readonly [country: string, code: string]>> = { München: ['Germany', '+49 89'], Hamburg: ['Germany', '+49 40'], Wien: ['Austria', '+43 1'], Lyon: ['France', '+33 4'], Utrecht: ['Netherlands', '+31 30'], Bergen: ['Norway', '+47 55'], Malmö: ['Sweden', '+46 40'] };
const STREETS = ['Cork Street', 'Market Quay', 'Long Quay', 'Higher Street', 'Compass Hill', 'Church Square', 'Barrack Lane', 'Emmet Place'];

function personFromLine(line: string, i: number): SamplePerson {
  const [key = '', given = '', family = '', town = '', postcode = '', birth = '', buys = '', tags = '', note = ''] = line.split('|').map((cell) => cell.trim());
  const [country, code] = COUNTRIES[town] ?? ['Ireland', '+353 86'];
  const [perYear = 0, euro = 0] = buys.split('x').map(Number);
  const mobile = `${code} 555 ${String(100 + i).padStart(4, '0')}`;
  // Members of a household share their house.
  const street = `${3 + ([...postcode].reduce((sum, char) => sum + char.charCodeAt(0), 0) % 60)} ${country === 'Ireland' ? STREETS[postcode.length > 4 ? postcode.charCodeAt(5) % STREETS.length : 0]! : 'Hafenweg'}`;
  return {
    key, given, family, town, postcode, country, street, mobile, tags: tags.split(',').filter(Boolean), buys: [perYear, euro],
    ...(key === 'liam' ? {} : { email: `${key}@sample.example` }), ...(birth && !birth.endsWith('x') ? { birth } : {}), ...(note ? { note } : {}), ...EXTRA[key],
  };
}

export const SAMPLE_PEOPLE: readonly SamplePerson[] = [...TABLE.trim().split('\n').map(personFromLine), ...COMPANIES, ...HOUSEHOLDS];
