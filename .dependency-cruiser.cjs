/**
 * The layers of src/README.md as rules, run by `npm run layers` (test/support/check-layers.mjs, which also proves that these rules still
 * catch what they forbid). Imports of types count, except in the rule about cycles: a cycle of types alone does not exist at run time.
 */

/** What each layer may import beside itself. */
const layers = {
  lib: [],
  domain: ['lib'],
  transfer: ['lib', 'domain'],
  replica: ['lib', 'domain'],
  state: ['lib', 'domain', 'replica'],
  ui: ['lib'],
  features: ['lib', 'domain', 'transfer', 'replica', 'state', 'ui'],
  app: ['lib', 'domain', 'transfer', 'replica', 'state', 'ui', 'features'],
  server: ['lib'],
};

/** @type {import('dependency-cruiser').IForbiddenRuleType[]} */
const layerRules = Object.entries(layers).map(([layer, allowed]) => ({
  name: `layer-${layer}`,
  comment: `${layer} may import ${allowed.join(', ') || 'nothing'} (src/README.md)`,
  severity: 'error',
  from: { path: `^src/${layer}/` },
  to: { path: '^src/', pathNot: `^src/(?:${[layer, ...allowed].join('|')})/` },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...layerRules,
    {
      name: 'slices-apart',
      comment: 'a feature slice never imports another: what two need belongs to state, ui or domain',
      severity: 'error',
      from: { path: '^src/features/([^/]+)/' },
      to: { path: '^src/features/', pathNot: '^src/features/$1/' },
    },
    {
      name: 'only-replica-imports-yjs',
      comment: 'the engine is the only place that knows CRDTs; the note editor binds the Y.Text that the book hands out',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/replica/', '^src/features/profile/note'] },
      to: { path: ['^node_modules/yjs/', '^node_modules/lib0/', '^node_modules/y-'] },
    },
    {
      name: 'only-ui-imports-kobalte',
      comment: 'Kobalte is wrapped once',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/ui/' },
      to: { path: '^node_modules/@kobalte/' },
    },
    {
      name: 'solid-in-the-upper-layers',
      comment: 'the rules of the business and the engine run without a screen',
      severity: 'error',
      from: { path: '^src/(?:lib|domain|transfer|replica|server)/' },
      to: { path: '^node_modules/(?:solid-js|@solidjs|@solid-primitives|lucide-solid|virtua)/' },
    },
    {
      name: 'domain-without-platform',
      comment: 'the domain is plain TypeScript: no Node modules and no storage library',
      severity: 'error',
      from: { path: '^src/domain/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'no-node-in-the-browser',
      comment: 'src runs in the browser, except the server',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/server/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'app-without-tests',
      comment: 'what is shipped does not import tests, nor packages that are only there for development',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/app/service-worker' },
      to: { path: '^test/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-cycles',
      comment: 'a cycle has no first file: nobody can read it top-down, and its order of evaluation is luck',
      severity: 'error',
      from: { path: '^src/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'resolvable',
      comment: 'an import that is not found hides a forbidden one',
      severity: 'error',
      from: { path: '^src/' },
      // Vite resolves what stands behind ?worker or ?url by itself
      to: { couldNotResolve: true, pathNot: '[?](?:worker|url|raw|inline)' },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'solid', 'browser', 'default'], mainFields: ['module', 'main', 'types'] },
  },
};
