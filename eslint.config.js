/**
 * Lint rules: the type-aware presets of typescript-eslint and the Solid preset. Every line below that deviates from a preset says why.
 */
import js from '@eslint/js';
import solid from 'eslint-plugin-solid/configs/typescript';
import tseslint from 'typescript-eslint';

const everywhere = [
  { selector: 'ExportAllDeclaration', message: 'No barrel files: name what is exported.' },
  { selector: 'JSXAttribute[name.type="JSXNamespacedName"][name.namespace.name="use"]', message: 'use: directives are gone in Solid 2: use a ref.' },
];

// the domain is pure: clock and randomness come in as arguments, so that a test can say what day it is
const inTheDomain = [
  { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: 'Take the present time as an argument.' },
  { selector: 'MemberExpression[object.name="Date"][property.name="now"]', message: 'Take the present time as an argument.' },
  { selector: 'MemberExpression[object.name="Math"][property.name="random"]', message: 'Take randomness as an argument.' },
  { selector: 'MemberExpression[object.name="Now"], MemberExpression[object.name="Temporal"][property.name="Now"]', message: 'Take the present time as an argument.' },
];

export default tseslint.config(
  { ignores: ['dist/', 'coverage/', 'test-results/', 'playwright-report/', 'node_modules/', '.cache/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // a promise that nobody awaits is a save whose failure nobody sees
      '@typescript-eslint/no-floating-promises': ['error', { ignoreVoid: true, checkThenables: true }],
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      // an error that is swallowed is a lost note; a catch states its decision in a comment at least
      'no-empty': ['error', { allowEmptyCatch: false }],
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      // a suppression without a reason cannot be judged later
      '@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': 'allow-with-description', 'ts-ignore': true, 'ts-nocheck': true, minimumDescriptionLength: 10 }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      // tsc reports these already, and knows types-only uses better
      'no-undef': 'off',
      'no-unused-vars': 'off',
      '@typescript-eslint/no-unused-vars': 'off',
      // async functions implement ports whose other adapters do wait
      '@typescript-eslint/require-await': 'off',
      // the ports are plain objects and closures; nothing here reads `this`
      '@typescript-eslint/unbound-method': 'off',
      // Yjs's types leave out that a Y.Text has a toString of its own: the plain text
      '@typescript-eslint/no-base-to-string': ['error', { ignoredTypeNames: ['Error', 'RegExp', 'URL', 'URLSearchParams', 'YText'] }],
      // numbers and booleans read well in a template; objects and undefined stay forbidden
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
    },
  },
  {
    files: ['src/**/*.{ts,tsx}', 'test/component/**/*.tsx'],
    ...solid,
    rules: {
      ...solid.rules,
      // the strict policy forbids style attributes; and a reading of a prop outside tracking is a screen that does not change
      'solid/reactivity': 'error',
      'solid/no-destructure': 'error',
      'solid/components-return-once': 'error',
      'solid/no-innerhtml': 'error',
      'solid/style-prop': ['error', { styleProps: ['style'], allowString: false }],
    },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    rules: { 'no-restricted-syntax': ['error', ...everywhere], 'no-console': 'error' },
  },
  {
    files: ['src/domain/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', ...everywhere, ...inTheDomain] },
  },
  {
    // the server and the scripts speak to a terminal
    files: ['src/server/**', 'build/**', 'test/**'],
    rules: {
      'no-console': 'off',
    },
  },
  {
    files: ['test/**'],
    rules: {
      // Playwright reads the fixtures that a fixture needs from the pattern of its first argument, even when it is empty
      'no-empty-pattern': 'off',
    },
  },
  {
    // CommonJS, because dependency-cruiser reads nothing else
    files: ['**/*.cjs'],
    extends: [tseslint.configs.disableTypeChecked],
  },
);
