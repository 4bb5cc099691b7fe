/** Component tests never time: a limit is only there to end what hangs, on a machine however slow. */
import { configure } from '@solidjs/testing-library';

configure({ asyncUtilTimeout: 30_000 });
