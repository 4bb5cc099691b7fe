/**
 * Reads the words of the app out of its sources (`createWords({ en, de })`), without running them, so that a test can tell a
 * text of the app from anything else on a screen.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';

const root = join(import.meta.dirname, '../..');

export interface Word {
  /** File and path of keys, such as `src/app/words.ts#settings`. */
  readonly key: string;
  /** Which of its parameters a function puts into the text, by place; undefined for a plain text or one made by a helper. */
  readonly values: readonly number[] | undefined;
  /** The text, or the pieces between the values that a function puts in. */
  readonly pieces: readonly string[];
}

export interface WordLists { readonly en: readonly Word[]; readonly de: readonly Word[] }

/** Paths of source files, from the project's folder. */
export function sourceFiles(extension: RegExp): string[] {
  return readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true }).filter((file) => file.isFile() && extension.test(file.name)).map((file) => relative(root, join(file.parentPath, file.name))).toSorted();
}

export function parseSource(path: string): ts.SourceFile {
  return ts.createSourceFile(path, readFileSync(join(root, path), 'utf8'), ts.ScriptTarget.Latest, true, path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS);
}

/** All words of both languages. A list is an object literal named `en` or `de`, as a property of `createWords` or as a constant. */
export function readWords(): WordLists {
  const lists = { en: [] as Word[], de: [] as Word[] };
  for (const path of sourceFiles(/words.*\.ts$/)) {
    // the two halves of one list may stand in two files of a folder: `words.en.ts` and `words.ts`
    const place = path.replace(/words\.(?:en|de)\.ts$/, 'words.ts');
    const visit = (node: ts.Node): void => {
      if ((ts.isPropertyAssignment(node) || ts.isVariableDeclaration(node)) && ts.isIdentifier(node.name) && (node.name.text === 'en' || node.name.text === 'de')) {
        const value = unwrap(node.initializer);
        if (value && ts.isObjectLiteralExpression(value)) return collect(value, place, lists[node.name.text]);
      }
      ts.forEachChild(node, visit);
    };
    visit(parseSource(path));
  }
  return lists;
}

function unwrap(node: ts.Expression | undefined): ts.Expression | undefined {
  return node && (ts.isAsExpression(node) || ts.isSatisfiesExpression(node) || ts.isParenthesizedExpression(node)) ? unwrap(node.expression) : node;
}

function collect(object: ts.ObjectLiteralExpression, key: string, words: Word[]): void {
  for (const property of object.properties) {
    if (!ts.isPropertyAssignment(property)) throw new Error(`${key}: only plain keys are understood, not ${property.getText().slice(0, 60)}`);
    const name = ts.isIdentifier(property.name) || ts.isStringLiteral(property.name) ? property.name.text : property.name.getText();
    const inner = `${key}#${name}`, value = unwrap(property.initializer)!;
    if (ts.isObjectLiteralExpression(value)) collect(value, inner, words);
    else words.push({ key: inner, values: ts.isArrowFunction(value) ? valuesOf(value) : undefined, pieces: piecesOf(value) });
  }
}

function valuesOf({ parameters, body }: ts.ArrowFunction): number[] {
  const used = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) used.add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(body);
  return parameters.flatMap(({ name }, i) => (used.has(name.getText()) ? [i] : []));
}

/** Texts in an expression; what is compared with or looked up is not shown and is left out. */
function piecesOf(node: ts.Node): string[] {
  const pieces: string[] = [];
  const visit = (part: ts.Node): void => {
    if (ts.isBinaryExpression(part) && /^[!=]==?$/.test(part.operatorToken.getText())) return;
    if (ts.isStringLiteral(part) || ts.isNoSubstitutionTemplateLiteral(part)) pieces.push(part.text);
    else if (ts.isTemplateExpression(part)) {
      pieces.push(part.head.text);
      for (const span of part.templateSpans) {
        visit(span.expression);
        pieces.push(span.literal.text);
      }
    } else ts.forEachChild(part, visit);
  };
  visit(node);
  return pieces;
}
