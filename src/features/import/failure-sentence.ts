/** Why an import stopped, and what to do about it. */
import type { ImportFailure } from './import-protocol';
import type { ImportWords } from './words';

export function failureSentence(failure: ImportFailure, t: ImportWords): string {
  switch (failure.kind) {
    case 'cancelled': return '';
    case 'unreadable': return t.failures.unreadable;
    case 'crashed': return t.failures.crashed;
    case 'write': return failure.error.kind === 'not-allowed' ? t.failures.notAllowed : failure.error.kind === 'newer-schema' ? t.failures.newer : t.failures.write;
    case 'storage': return failure.error.kind === 'quota' ? t.failures.quota : failure.error.kind === 'newer-version' ? t.failures.newer : t.failures.storage;
  }
}
