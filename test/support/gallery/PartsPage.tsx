/** The parts sheet: each component in each of its states. */
import { createSignal } from 'solid-js';
import { Avatar } from '../../../src/ui/Avatar';
import { Banner } from '../../../src/ui/Banner';
import { Button, IconButton } from '../../../src/ui/Button';
import { Card } from '../../../src/ui/Card';
import { Checkbox } from '../../../src/ui/Checkbox';
import { CommandPalette } from '../../../src/ui/CommandPalette';
import { useConfirm } from '../../../src/ui/confirm';
import { EmptyState } from '../../../src/ui/EmptyState';
import { FileDrop } from '../../../src/ui/FileDrop';
import { FilterChip } from '../../../src/ui/FilterChip';
import { useFormat } from '../../../src/ui/i18n';
import { Menu } from '../../../src/ui/Menu';
import { ProgressBar } from '../../../src/ui/ProgressBar';
import { Section } from '../../../src/ui/Section';
import { Segmented } from '../../../src/ui/Segmented';
import { Select } from '../../../src/ui/Select';
import { Sheet } from '../../../src/ui/Sheet';
import { Skeleton } from '../../../src/ui/Skeleton';
import { StateChip } from '../../../src/ui/StateChip';
import { Stepper } from '../../../src/ui/Stepper';
import { Switch } from '../../../src/ui/Switch';
import { TagChip } from '../../../src/ui/TagChip';
import { TextField } from '../../../src/ui/TextField';
import { useToast } from '../../../src/ui/Toast';
import styles from './gallery.module.css';

const nothing = () => undefined;
const COLUMNS = [{ value: 'number', label: 'Customer number' }, { value: 'name', label: 'Family name, given name', description: 'Split at the comma' }, { value: 'email', label: 'Email, all of them' }] as const;

function Left() {
  const [name, setName] = createSignal('Niamh');
  const [all, setAll] = createSignal(true);
  return (
    <div class={styles.column}>
      <Card as="section" class={styles.card}>
        <h2>Due and reason</h2>
        <div class={`${styles.wrap} ${styles.loose}`}>
          <StateChip tone="late" icon="alert">22 days late</StateChip><StateChip tone="due" icon="clock">9 days late</StateChip><StateChip icon="today">Today</StateChip><StateChip icon="plan">Thu 26</StateChip>
          <StateChip tone="info" icon="flag">Promise</StateChip><StateChip tone="info" icon="cake">Birthday</StateChip><StateChip icon="eye-off">Snoozed to May</StateChip>
        </div>
        <h2>Filters and tags</h2>
        <div class={styles.wrap}><FilterChip pressed={all()} onPress={() => setAll(!all())}>All</FilterChip><FilterChip pressed={false} count={9} onPress={nothing}>Due</FilterChip><FilterChip pressed={false} count={1204} onPress={nothing}>Silent</FilterChip></div>
        <div class={styles.wrap}><TagChip label="wine club" onRemove={nothing} /><TagChip label="press" /></div>
      </Card>
      <Card as="section" class={styles.card}>
        <h2>Fields</h2>
        <div class={styles.two}>
          <TextField label="Given name" value={name()} onInput={setName} help="Saved on this device" helpIcon="check" />
          <TextField label="Birthday" value="31.02.1979" error="February has no 31st. Year may stay empty." />
          <TextField label="Wallet, all suppliers" value="" placeholder="Not known yet" help="Unknown stays unknown. We never guess zero." />
          <TextField label="Phone" type="tel" value="020 912 0174" help="Niamh told Ben, 16 Oct 2024. Still true?" helpIcon="clock" trailing={<IconButton icon="history" label="History of Phone" />} />
          <TextField label="Customer number" value="10442" readOnly />
          <TextField label="Remark" multiline value="Never ring during service (12–15, from 18)." />
        </div>
      </Card>
      <Card as="section" class={styles.card}>
        <h2>Failed and conflicting</h2>
        <Banner tone="late" title="This tablet is full. The last 2 changes are not saved." body="They are still on screen. Free some space, then try again." action={{ label: 'Try again', onPress: nothing }} />
        <Banner tone="due" icon="users" title="Please look: two phone numbers" body="Ben wrote 020 912 0174, Marta 020 912 0147, while apart." action={{ label: 'Choose', onPress: nothing }} />
        <Banner tone="info" icon="refresh" title="A new version is ready." body="It starts when you say so." action={{ label: 'Restart now', onPress: nothing }} onDismiss={nothing} />
      </Card>
      <Card as="section" class={styles.card}>
        <h2>Choose</h2>
        <Choices />
      </Card>
    </div>
  );
}

function Choices() {
  const [column, setColumn] = createSignal<string>('name');
  const [view, setView] = createSignal<'list' | 'map'>('list');
  const [some, setSome] = createSignal(true);
  const [wanted, setWanted] = createSignal(true);
  return (
    <>
      <div class={styles.two}>
        <Select label="In Regulars" options={COLUMNS} value={column()} onChange={setColumn} />
        <Select label="LOCKER" options={COLUMNS} value={undefined} onChange={nothing} placeholder="Choose a field" unsure />
        <Select label="If already filled" options={COLUMNS} value="email" onChange={nothing} auto />
        <Select label="Owner" options={COLUMNS} value="email" onChange={nothing} disabled />
      </div>
      <Segmented label="Show as" options={[{ value: 'list', label: 'List', icon: 'list' }, { value: 'map', label: 'Table' }]} value={view()} onChange={setView} />
      <div class={styles.wrap}><Checkbox label="Tapped" checked={some()} onChange={setSome} /><Checkbox label="Some" checked={false} indeterminate onChange={nothing} /><Checkbox label="Not yet" checked={false} onChange={nothing} /><Checkbox label="Cannot" checked={false} disabled onChange={nothing} /></div>
      <Switch label="Ask before a phone number is called" help="On this device" checked={wanted()} onChange={setWanted} />
    </>
  );
}

function Over() {
  const confirm = useConfirm();
  const toast = useToast();
  const [sheet, setSheet] = createSignal(false);
  const [palette, setPalette] = createSignal(false);
  const erase = async () => {
    const yes = await confirm({ title: 'Erase Gerard Tuohy?', body: 'His record goes from this tablet now and from 3 other devices as they come near. Two invoices stay until 2033, as the law asks. You cannot undo this.', confirm: 'Erase everywhere', cancel: 'Keep him', danger: true });
    toast({ message: yes ? 'Gerard Tuohy erased.' : 'Nothing was changed.' });
  };
  const commands = [{ id: 'new', label: 'New customer', icon: 'plus' as const, hint: 'N', onSelect: nothing }, { id: 'import', label: 'Import', icon: 'import' as const, onSelect: nothing }, { id: 'niamh', label: 'Niamh Costello', icon: 'user' as const, hint: 'Kinsale', onSelect: nothing }];
  return (
    <div class={styles.wrap}>
      <Button onPress={() => { toast({ message: 'Visit with Niamh logged. Next in 30 days.', action: { label: 'Undo', onPress: nothing } }); }}>Toast</Button>
      <Button onPress={() => { toast({ message: 'Could not store the visit: this tablet is full.', tone: 'late' }); }}>Late toast</Button>
      <Button onPress={() => { void erase(); }}>Dialog</Button>
      <Button onPress={() => setSheet(true)}>Sheet</Button>
      <Button onPress={() => setPalette(true)}>Palette</Button>
      <Menu label="More actions" items={[{ label: 'Print', icon: 'printer', onSelect: nothing }, { label: 'Save as vCard', icon: 'download', onSelect: nothing, disabled: true }, 'separator', { label: 'Move to trash', icon: 'trash', danger: true, onSelect: nothing }]} />
      <Sheet open={sheet()} onOpenChange={setSheet} title="Contact with Niamh" actions={<><Button onPress={() => setSheet(false)}>Cancel</Button><Button kind="primary" onPress={() => setSheet(false)}>Save</Button></>}>
        <TextField label="What was it about" value="" placeholder="One sentence is enough" />
        <Select label="Channel" options={COLUMNS} value="email" onChange={nothing} />
      </Sheet>
      <CommandPalette open={palette()} onOpenChange={setPalette} label="Find or do" search={(text) => commands.filter((item) => item.label.toLowerCase().includes(text.toLowerCase()))} />
    </div>
  );
}

function Right() {
  const format = useFormat();
  return (
    <div class={styles.column}>
      <Card as="section" class={styles.card}>
        <h2>Sync and save states</h2>
        <div class={styles.wrap}>
          <StateChip pill icon="refresh" busy>Saving</StateChip><StateChip pill tone="ok" icon="check">Saved on this device</StateChip><StateChip pill tone="ok" icon="checks">On 2 other devices</StateChip><StateChip pill tone="due" icon="tablet">14 only here</StateChip>
          <StateChip pill tone="info" icon="refresh">Receiving 14</StateChip><StateChip pill icon="offline">Offline, nothing is lost</StateChip><StateChip pill tone="late" icon="alert">Could not save: storage full</StateChip><StateChip pill tone="due" icon="clock">Clock is 11 min off</StateChip>
        </div>
      </Card>
      <Card as="section" class={styles.card}>
        <h2>Buttons</h2>
        <div class={styles.wrap}><Button kind="primary">Log contact</Button><Button>Call</Button><Button kind="quiet">Snooze</Button><Button kind="danger">Erase</Button><Button icon="plus">New</Button><Button offReason="she said no">Email</Button><Button disabled>Next</Button><IconButton icon="dots" label="More" /><Button kind="link" iconEnd="down">Everything</Button><Button size="s">Small</Button></div>
        <div class={styles.wrap}><Button tile icon="phone">Call</Button><Button tile icon="message">Message</Button><Button tile kind="primary" icon="pen">Log contact</Button></div>
      </Card>
      <Card as="section" class={styles.card}>
        <h2>Empty, loading, not found</h2>
        <div class={styles.two}>
          <EmptyState icon="book" title="No contacts logged yet" body="The first one starts her 30 days." action={<Button>Log contact</Button>} />
          <EmptyState icon="search" title="No one called “Costelo”" body={<>Did you mean <mark>Costello</mark>?</>} action={<Button>New customer</Button>} />
        </div>
        <Skeleton />
      </Card>
      <Card as="section" class={styles.card}><h2>Over the page</h2><Over /></Card>
      <Card as="section" class={styles.card}>
        <h2>Files and progress</h2>
        <FileDrop label="Choose files" multiple onFiles={nothing} />
        <ProgressBar label="Importing till-customers-2026.csv" value={182} max={272} onCancel={nothing} />
        <Stepper steps={['Files', 'Columns', 'Check', 'Done']} current={1} />
      </Card>
      <Card as="section" class={styles.card}>
        <Section title="Faces and figures" end={<IconButton icon="plus" label="Add" />}>
          <div class={styles.wrap}>
            <Avatar name="Niamh Costello" shape="person" seed="a" size="xl" /><Avatar name="Niamh Costello" shape="person" seed="b" /><Avatar name="Hotel Carrigmore" shape="company" seed="c" /><Avatar name="Tom & Edith Varley" shape="household" seed="d" /><Avatar name="Ben M" shape="person" seed="e" size="s" /><Avatar name="Ólafur Þórsson" shape="person" seed="f" size="xs" />
            <span class={styles.figure}>{format.money(1148800, 'EUR')}</span><span>{format.partialDate('--12-06')}</span><span>{format.day('2024-10-16')}</span>
          </div>
        </Section>
      </Card>
    </div>
  );
}

export function PartsPage() {
  return (
    <main class={styles.page}>
      <header class={styles.head}><h1>Components and their states</h1><p class={styles.muted}>The same parts on every screen. Each state says what is so in words; colour only helps.</p></header>
      <Left />
      <Right />
    </main>
  );
}
