/** Every sentence of the import, in both languages. */
import { createWords } from '../../ui/i18n';
import { de } from './words.de';
import { en } from './words.en';

export const useImportWords = createWords({ en, de });
export type ImportWords = ReturnType<typeof useImportWords>;
