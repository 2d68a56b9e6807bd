/**
 * The directions of docs/architecture.md: who may import whom. Domains call downwards only, in this
 * order; what stands on one line does not know its neighbours.
 */
const DOMAINS = [
  ['media', 'messaging'],
  ['catalog', 'customers', 'staff'],
  ['credit'],
  ['orders'],
  ['payments'],
  ['after_sales', 'supply', 'support'],
  ['insights', 'operations'],
]
const all = DOMAINS.flat().join('|')
const HTTP = 'controllers|validators|transformers|policies|middleware|openapi|descriptions'
const HTTP_PACKAGES =
  '@adonisjs/(core/build/(modules|types)/http|session|shield|bouncer|static|cors)'

const domainRules = DOMAINS.flatMap((line, height) =>
  line.map((domain) => ({
    name: `${domain.replace('_', '-')}-calls-downwards-only`,
    comment: `app/${domain} may use the domains below it, not its neighbours or those above.`,
    from: { path: `^app/${domain}/` },
    to: {
      path: `^app/(${DOMAINS.slice(height).flat().join('|')})/`,
      pathNot: `^app/${domain}/`,
    },
  }))
)

const forbidden = [
  ...domainRules,
  {
    name: 'no-circular',
    comment: 'Relations between models are circular by nature; nothing else is.',
    from: { pathNot: '^app/models/' },
    to: { circular: true },
  },
  {
    name: 'domains-know-no-callers',
    comment: 'Actions and queries take plain input: pages, API, jobs and commands call them alike.',
    from: { path: `^app/(${all}|models|shared|integrations)/` },
    to: { path: `^app/(${HTTP}|jobs|commands)/|^node_modules/${HTTP_PACKAGES}` },
  },
  {
    name: 'background-work-knows-no-http',
    comment: 'A job and a command call a domain, never a controller.',
    from: { path: '^app/(jobs|commands)/' },
    to: { path: `^app/(${HTTP})/` },
  },
  {
    name: 'openapi-knows-no-endpoint',
    comment: 'The document is made of what the routes carry, whatever they are.',
    from: { path: '^app/openapi/' },
    to: { path: '^app/(?!openapi|shared)' },
  },
  {
    name: 'descriptions-only-describe',
    comment: 'They name validators and schemas of answers; what an endpoint does stands elsewhere.',
    from: { path: '^app/descriptions/' },
    to: { path: '^app/(?!descriptions|openapi|validators|transformers|shared)' },
  },
  {
    name: 'models-know-no-domain',
    comment: 'A model has no side effects outside its row.',
    from: { path: '^app/models/' },
    to: { path: `^app/(${all}|integrations)/` },
  },
  {
    name: 'integrations-speak-the-wire-only',
    comment: 'A client of another system knows neither our tables nor our rules.',
    from: { path: '^app/integrations/' },
    to: { path: '^app/(?!integrations|shared)' },
  },
  {
    name: 'sandbox-stands-alone',
    comment: 'It judges our clients, so it must not share their code.',
    from: { path: '^app/sandbox/' },
    to: { path: '^app/(?!sandbox|shared)' },
  },
  {
    name: 'nothing-needs-the-sandbox',
    comment: 'Only its own command starts it; production never loads it.',
    from: { path: '^(app|start|config|bin)/', pathNot: '^app/(sandbox/|commands/sandbox)' },
    to: { path: '^app/sandbox/' },
  },
  {
    name: 'shared-is-the-bottom',
    comment: 'What everybody may use can use nobody.',
    from: { path: '^app/shared/' },
    to: { path: '^app/(?!shared)' },
  },
  {
    name: 'no-dev-dependency-at-run-time',
    comment: 'Production installs without development packages.',
    from: { path: '^(app|start|config|bin)/', pathNot: '^bin/test' },
    to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'no-unresolvable',
    comment: 'An import that leads nowhere would hide from all rules above.',
    from: {},
    to: { couldNotResolve: true },
  },
]

module.exports = {
  forbidden: forbidden.map((rule) => ({ severity: 'error', ...rule })),
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    webpackConfig: { fileName: './depcruise.resolve.cjs' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
}
