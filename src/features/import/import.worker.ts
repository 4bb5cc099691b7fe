/** The import's worker: reading, planning and making documents happen here, so that the screen stays free. */
import * as Comlink from 'comlink';
import { createImporter } from './importer';

Comlink.expose(createImporter());
