/** Every text goes through the word lists, and every list says the same in English and in German. */
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { parseSource, readWords, sourceFiles } from '../../support/words-of-source';

/** What is the same in every language: the name of the app, its mark, and names of keys. */
const NAMES = new Set(['Regulars', 'R', 'Esc']);
const SHOWN_ATTRIBUTES = new Set(['aria-label', 'aria-description', 'aria-roledescription', 'aria-valuetext', 'title', 'placeholder', 'alt', 'label', 'help', 'body', 'hint', 'text', 'description', 'message', 'error', 'confirm', 'cancel', 'trigger']);
/** Names of invented people. */
const INVENTED = ['src/features/first-run/words.ts#cardName'];
const isText = (text: string): boolean => /\p{L}/u.test(text) && !NAMES.has(text.trim());

/** Texts in markup, in attributes that are shown or read out, and in messages, that stand in the source itself. */
function literalTexts(file: ts.SourceFile): string[] {
  const found: string[] = [];
  const note = (node: ts.Node, text: string): void => {
    if (isText(text)) found.push(`${file.fileName}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1} ${text.trim()}`);
  };
  /** An expression whose value is shown: a text by itself, or one of several. */
  const shown = (node: ts.Node | undefined): void => {
    if (!node) return;
    if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) note(node, node.text);
    else if (ts.isTemplateExpression(node)) [node.head, ...node.templateSpans.map(({ literal }) => literal)].forEach((part) => { note(part, part.text); });
    else if (ts.isConditionalExpression(node)) [node.whenTrue, node.whenFalse].forEach(shown);
    else if (ts.isBinaryExpression(node) && ['??', '||', '&&', '+'].includes(node.operatorToken.getText())) [node.left, node.right].forEach(shown);
    else if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node)) shown(node.expression);
    else if (ts.isJsxExpression(node)) shown(node.expression);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node)) note(node, node.text);
    else if (ts.isJsxExpression(node) && !ts.isJsxAttribute(node.parent)) shown(node);
    else if (ts.isJsxAttribute(node) && SHOWN_ATTRIBUTES.has(node.name.getText())) shown(node.initializer);
    else if (ts.isPropertyAssignment(node) && ['message', 'title', 'body', 'label', 'confirm', 'cancel'].includes(node.name.getText())) shown(node.initializer);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

test('the check finds a text that is written into the markup', () => {
  const planted = ts.createSourceFile('planted.tsx', `export const A = (props) => <p title="Hello" class="plain">Hi <b>{props.on ? 'yes' : words().no}</b><Field label={\`Name \${props.n}\`} />{props.on === 'state' && <i />}</p>;`, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  expect(literalTexts(planted)).toEqual(['planted.tsx:1 Hello', 'planted.tsx:1 Hi', 'planted.tsx:1 yes', 'planted.tsx:1 Name']);
});

test('no component has a text of its own: all of them come from a word list', () => {
  const components = sourceFiles(/\.tsx$/);
  expect(components.length).toBeGreaterThan(100);
  expect(components.flatMap((path) => literalTexts(parseSource(path)))).toEqual([]);
});

describe('the word lists', () => {
  const { en, de } = readWords();

  test('have the same keys in English and German', () => {
    expect(en.length).toBeGreaterThan(500);
    expect(de.map(({ key }) => key).toSorted()).toEqual(en.map(({ key }) => key).toSorted());
    expect(new Set(en.map(({ key }) => key)).size).toBe(en.length);
  });

  test('tell the same values in both languages', () => {
    const german = new Map(de.map((word) => [word.key, word.values]));
    // "1 day" and "1 Tag" may ask whether it is one; German may need no such question, and the other way round
    const told = (word: { readonly key: string; readonly values: readonly number[] | undefined }) => word.values?.join();
    expect(en.filter((word) => word.values && german.get(word.key) && told(word) !== german.get(word.key)?.join()).map(({ key }) => key)).toEqual([]);
  });

  test('have no empty text', () => {
    expect([...en, ...de].filter(({ pieces, values }) => values === undefined && pieces.join('').trim() === '').map(({ key }) => key)).toEqual([]);
  });

  test('are translated: a German text of more than one word differs from the English one', () => {
    const german = new Map(de.map((word) => [word.key, word.pieces.join('\n')]));
    expect(en.filter(({ key, pieces }) => /\p{L}{3,}\s+\p{L}{3,}/u.test(pieces.join('\n')) && german.get(key) === pieces.join('\n') && !INVENTED.includes(key)).map(({ key }) => key)).toEqual([]);
  });
});
