/** Fifty thousand rows beside a head, as a list and a profile will use them. */
import { createSignal } from 'solid-js';
import type { Accessor } from 'solid-js';
import { Avatar } from '../../../src/ui/Avatar';
import { Button } from '../../../src/ui/Button';
import { DataList } from '../../../src/ui/DataList';
import { FilterChip } from '../../../src/ui/FilterChip';
import { useFormat } from '../../../src/ui/i18n';
import { Menu } from '../../../src/ui/Menu';
import { SearchBox } from '../../../src/ui/SearchBox';
import { Section } from '../../../src/ui/Section';
import { StateChip } from '../../../src/ui/StateChip';
import { VirtualGrid } from '../../../src/ui/VirtualGrid';
import styles from './gallery.module.css';

const NAMES = ['Tom & Edith Varley', 'Niamh Costello', 'Hotel Carrigmore', 'Padraig Hennessy', 'Dr Sinéad Walsh', 'Lucía Ferrán', 'Oisín Brennan', 'Bríd Ní Chonchúir-Fitzgerald of the Glen', 'Łukasz Żółć'];
const PLACES = ['Household · Innishannon', 'The Brass Lantern · Kinsale', 'Company · Clonakilty', 'Hennessy & Sons · Cork', 'Bandon', 'Tapas Calle · Cork', 'Kinsale Sailing Club', 'Fitzgerald Catering · Cobh', 'Cork'];
const SHAPES = ['household', 'person', 'company', 'person', 'person', 'person', 'person', 'person', 'person'] as const;
const at = <T,>(items: readonly T[], index: number): T => items[index % items.length]!;

function Row(props: { readonly index: Accessor<number> }) {
  const name = () => at(NAMES, props.index());
  return (
    <div class={styles.row}>
      <Avatar name={name()} shape={at(SHAPES, props.index())} seed={`cus_${String(props.index() * 7)}`} />
      <div>
        <div class={styles.line}><span class={styles.name}>{name()}</span></div>
        <div class={styles.line}><span class={styles.sub}>{at(PLACES, props.index())}</span><StateChip tone={props.index() % 3 === 0 ? 'late' : 'due'} icon={props.index() % 3 === 0 ? 'alert' : 'clock'}>{props.index() + 2} days late</StateChip></div>
      </div>
    </div>
  );
}

export function GridPage() {
  const format = useFormat();
  const [selected, setSelected] = createSignal(1);
  const [text, setText] = createSignal('');
  const count = () => (text() === '' ? 50_000 : 12);
  return (
    <main class={styles.grid}>
      <div class={styles.list}>
        <div class={styles.top}>
          <div class={styles.title}><h1>Customers</h1><Button kind="quiet" icon="plus">New customer</Button></div>
          <SearchBox label="Search customers" value={text()} onInput={setText} shortcutHint="/" />
          <div class={styles.wrap}><FilterChip pressed onPress={() => undefined}>All</FilterChip><FilterChip pressed={false} count={9} onPress={() => undefined}>Due</FilterChip><FilterChip pressed={false} count={6} onPress={() => undefined}>Silent</FilterChip></div>
          <div class={styles.meta}><span role="status">{format.number(count())} customers</span><Menu label="Sort: Next contact" trigger="Next contact" items={[{ label: 'Next contact', checked: true, onSelect: () => undefined }, { label: 'Name', checked: false, onSelect: () => undefined }]} /></div>
        </div>
        <VirtualGrid
          class={styles.fill} label="Customers" rowCount={count()} rowHeight={64} selectedIndex={selected()} onActivate={setSelected} renderRow={(index) => <Row index={index} />}
          renderBefore={(index) => (index() === 0 ? <><span>Late</span><span>3</span></> : index() === 3 ? <><span>Today</span><span>6</span></> : undefined)}
        />
      </div>
      <div class={styles.sheet}>
        <div class={styles.who}>
          <Avatar size="xl" name={at(NAMES, selected())} shape={at(SHAPES, selected())} seed={`cus_${String(selected() * 7)}`} />
          <div><h1>{at(NAMES, selected())}</h1><StateChip tone="ok" icon="check">Saved on this device</StateChip></div>
          <div class={styles.acts}><Button tile icon="phone">Call</Button><Button tile icon="message">Message</Button><Button tile kind="primary" icon="pen">Log contact</Button><Menu label="More" items={[{ label: 'Print', icon: 'printer', onSelect: () => undefined }, 'separator', { label: 'Move to trash', icon: 'trash', danger: true, onSelect: () => undefined }]} /></div>
        </div>
        <Section title="People and dates">
          <DataList items={[{ icon: 'cake', main: 'Birthday 6 December', more: 'Turns 47' }, { icon: 'heart', main: 'Declan Costello, husband', more: 'Chef · married 14 June 2008' }, { icon: 'truck', main: 'Wants it done', more: 'Back door before 11', end: 'main' }]} />
        </Section>
      </div>
    </main>
  );
}
