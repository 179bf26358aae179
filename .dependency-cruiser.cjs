// The file name says the layer: store.ts, service.ts, client.ts (or waves.store.ts …); no suffix means pure.
const LAYERED = '[/.](store|service|client)[.]ts$'
const STORE = '[/.]store[.]ts$'
const SERVICE = '[/.]service[.]ts$'
const EDGES = '^(app|components|workers)/'
const TEST = '[.]test[.]tsx?$'
// Hashing, address encoding and signatures: pure functions, allowed where no other package is.
const ARITHMETIC = '^node_modules/(hash-wasm|@scure/base|secp256k1|@types/secp256k1)/'

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'chain-imports-nothing',
      severity: 'error',
      from: { path: '^lib/chain/', pathNot: TEST },
      to: { pathNot: ['^lib/(chain/|errors[.]ts$)', ARITHMETIC] },
    },
    {
      name: 'rules-are-pure',
      severity: 'error',
      from: { path: '^lib/(?!db/|auth/|http/)[^/]+/', pathNot: [LAYERED, TEST] },
      to: {
        path: [
          LAYERED,
          EDGES,
          '^lib/(db|http)/',
          // Who asks, and the words for it, are rules themselves.
          '^lib/auth/(?!actor[.]ts$)',
          '^lib/(env|log|clock)[.]ts$',
          '^node_modules/(?!(zod|hash-wasm|@scure/base|secp256k1|@types/secp256k1|@bufbuild/protobuf|yaml|ipaddr[.]js)/)',
        ],
        dependencyTypesNot: ['type-only'],
      },
    },
    { name: 'store-below-service', severity: 'error', from: { path: STORE }, to: { path: SERVICE } },
    {
      name: 'own-store-only',
      severity: 'error',
      from: { path: '^lib/([^/]+)/', pathNot: TEST },
      to: { path: STORE, pathNot: '^lib/$1/' },
    },
    {
      name: 'edges-call-services',
      severity: 'error',
      from: { path: EDGES, pathNot: TEST },
      to: { path: STORE },
    },
    {
      name: 'components-take-data',
      severity: 'error',
      from: { path: '^components/' },
      to: { path: [LAYERED, '^lib/db/', '^(app|workers)/'] },
    },
    { name: 'lib-below-edges', severity: 'error', from: { path: '^lib/' }, to: { path: EDGES } },
    {
      name: 'nothing-imports-alerts',
      severity: 'error',
      from: { path: '^lib/(?!alerts/)' },
      to: { path: '^lib/alerts/' },
    },
    {
      name: 'one-door-postgres',
      severity: 'error',
      from: { pathNot: '^(lib/db|prisma)/' },
      to: { path: '^node_modules/(postgres|@prisma)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'one-door-recharts',
      severity: 'error',
      from: { pathNot: '^components/charts/' },
      to: { path: '^node_modules/recharts/' },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
  },
}
