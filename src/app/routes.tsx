/** Addresses and their pages, each loaded when it is first needed. The list stays mounted while profiles come and go. */
import { For, Show, createSignal, lazy } from 'solid-js';
import type { JSX } from 'solid-js';
import { HashRouter, Navigate, Route, useNavigate, useParams, useSearchParams } from '@solidjs/router';
import type { CustomerId } from '../domain/customer/fields';
import { useActor, useBook, useRows } from '../state/book-context';
import { useMay } from '../state/may';
import { useToast } from '../ui/Toast';
import type { Place as PlaceholderPlace } from '../features/placeholder/PlaceholderPage';
import type { UpdateControls } from './Banners';
import { arrivals, divertSyncFiles, takeIncomingFiles, takeSyncFiles } from './incoming-files';
import { Shell } from './Shell';
import { appWords } from './words';

const CustomersPage = lazy(() => import('../features/customers/CustomersPage'));
const ProfilePage = lazy(() => import('../features/profile/ProfilePage'));
const ImportPage = lazy(() => import('../features/import/ImportPage'));
const SettingsPage = lazy(() => import('../features/settings/SettingsPage'));
const ExportForm = lazy(() => import('../features/export/ExportForm'));
const ExportSheet = lazy(() => import('../features/export/ExportSheet'));
const TeamPage = lazy(() => import('../features/team/TeamPage'));
const PlaceholderPage = lazy(() => import('../features/placeholder/PlaceholderPage'));

/** Fetches the most likely page while the book is still being opened. */
export const preloadStartPage = (): void => { if (/^(#\/?(customers.*)?)?$/.test(location.hash)) void CustomersPage.preload(); };

const NOT_YET: readonly PlaceholderPlace[] = ['today', 'portfolio', 'plan', 'messages', 'reports'];

export function Routes(props: { readonly update: UpdateControls }) {
  return (
    <HashRouter root={(frame) => <Shell update={props.update}>{frame.children}</Shell>}>
      <Route path="/" component={() => <Navigate href="/customers" />} />
      <Route path="/customers" component={CustomersRoute}>
        <Route path="/" />
        <Route path="/:id" component={ProfilePage} />
      </Route>
      <Route path="/import" component={ImportRoute} />
      <Route path="/settings" component={SettingsRoute} />
      <Route path="/team" component={TeamRoute} />
      <Route path="/team/join/:code" component={TeamRoute} />
      <For each={NOT_YET}>{(place) => <Route path={`/${place}`} component={() => <PlaceholderPage place={place} />} />}</For>
      <Route path="*" component={() => <Navigate href="/customers" />} />
    </HashRouter>
  );
}

function CustomersRoute(props: { readonly children?: JSX.Element }) {
  const params = useParams<{ id?: string }>();
  const navigate = useNavigate();
  const [exporting, setExporting] = createSignal<readonly CustomerId[]>();
  const [search, setSearch] = useSearchParams<{ new?: string }>();
  const book = useBook();
  const actor = useActor();
  const toast = useToast();
  const may = useMay();
  const handleSample = async () => {
    const { addSampleData } = await import('../features/first-run/sample-data');
    const result = await addSampleData(book, () => actor.now(), () => undefined);
    if (!result.ok) toast({ message: appWords().failedAction, tone: 'late' });
  };
  return (
    <>
      <CustomersPage
        openId={params.id} onOpen={(id) => { navigate(id === undefined ? '/customers' : `/customers/${id}`); }}
        isAdding={search.new !== undefined && may('capture')} onAdding={(on) => { setSearch({ new: on ? '1' : undefined }, { replace: true }); }}
        onImport={() => { navigate('/import'); }} onSample={() => { void handleSample(); }} onExport={(ids) => setExporting(ids)}
      >
        {props.children}
      </CustomersPage>
      <Show when={may('export') && exporting()}>{(ids) => <ExportSheet ids={ids()} onClose={() => setExporting(undefined)} />}</Show>
    </>
  );
}

function ImportRoute() {
  const navigate = useNavigate();
  return <ImportPage takeFiles={takeIncomingFiles} divert={divertSyncFiles} arrivals={arrivals()} onShowCustomers={() => { navigate('/customers'); }} />;
}

/** An opened invitation is read from the address itself: it is the text that people paste otherwise. */
function TeamRoute() {
  const params = useParams<{ code?: string }>();
  const navigate = useNavigate();
  const rows = useRows();
  // Those in the trash, too: what is not in the file is gone with the book.
  const all = () => { rows.size(); return [...rows.index.all()].map((row) => row.id); };
  return <TeamPage saveForm={(onSaved) => <ExportForm isWhole ids={all()} onDone={onSaved} />} inviteLink={params.code === undefined ? undefined : location.href} takeSyncFiles={takeSyncFiles} arrivals={arrivals()} onJoined={() => { navigate('/customers', { replace: true }); }} />;
}

/** Exports everyone who is not in the trash. */
function SettingsRoute() {
  const rows = useRows();
  const may = useMay();
  const everyone = () => { rows.size(); return [...rows.index.all()].filter((row) => !row.trashedAt).map((row) => row.id); };
  return <SettingsPage exportForm={may('export') ? <ExportForm ids={everyone()} /> : <p>{appWords().exportLocked}</p>} />;
}
