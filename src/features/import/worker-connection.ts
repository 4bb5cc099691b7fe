/** Starts the import's worker and speaks with it. What the worker calls back goes as a proxy; where it dies, every open question is answered by a rejection. */
import * as Comlink from 'comlink';
import type { ImportWorkerApi } from './import-protocol';
import type { WorkerConnection } from './worker-keeper';

export function connectWorker(): WorkerConnection {
  const worker = new Worker(new URL('./import.worker.ts', import.meta.url), { type: 'module', name: 'import' });
  const remote = Comlink.wrap<ImportWorkerApi>(worker);
  let giveUp: (why: Error) => void = () => undefined;
  const died = new Promise<never>((_, reject) => {
    giveUp = reject;
    worker.addEventListener('error', (event) => { reject(new Error(event.message || 'the worker could not start')); });
  });
  // Without a question open nobody waits for it.
  died.catch(() => undefined);
  const ask = <T>(answer: Promise<T>): Promise<T> => Promise.race([answer, died]);
  // Comlink's types make promises of promises' values: the interface says it already.
  const api = remote as unknown as ImportWorkerApi;
  return {
    api: {
      open: (file, settings, onProgress, as) => ask(api.open(file, settings, Comlink.proxy(onProgress), as)),
      check: (ids, settings, port) => ask(api.check(ids, settings, Comlink.proxy(port))),
      run: (ids, settings, port) => ask(api.run(ids, settings, Comlink.proxy(port))),
      reopen: (...args) => ask(api.reopen(...args)), retarget: (...args) => ask(api.retarget(...args)), setMapping: (...args) => ask(api.setMapping(...args)), close: (id) => ask(api.close(id)),
      fieldsToCreate: (ids) => ask(api.fieldsToCreate(ids)), reportedRows: () => ask(api.reportedRows()), columns: (id) => ask(api.columns(id)), cancel: () => ask(api.cancel()),
    },
    dispose: () => {
      remote[Comlink.releaseProxy]();
      worker.terminate();
      giveUp(new Error('the worker was given up'));
    },
  };
}
