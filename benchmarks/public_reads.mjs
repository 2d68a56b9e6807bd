const CATALOGUE = '/api/catalog'
const PRODUCTS = `${CATALOGUE}/products`
const list = (query) => `${PRODUCTS}/?${new URLSearchParams(query)}`

export const listPath = (category) => list({ category_id: category, sort_by: 'created' })
export const detailPath = (id) => `${PRODUCTS}/${id}/`
export const searchPath = (keyword) => list({ search: keyword })

/**
 * Every public read of the catalogue: what it is called in the tables, and the paths to ask for by the
 * facts of one database (`prepare.ts`). A new endpoint joins every measurement by one line here.
 */
export const PUBLIC_READS = [
  { name: '商品列表：最新', paths: () => [list({ sort_by: 'created' })] },
  { name: '商品列表：价格从低到高', paths: () => [list({ sort_by: 'price_asc' })] },
  { name: '商品列表：价格从高到低', paths: () => [list({ sort_by: 'price_desc' })] },
  { name: '商品列表：销量', paths: () => [list({ sort_by: 'sales' })] },
  { name: '商品列表：浏览', paths: () => [list({ sort_by: 'views' })] },
  { name: '商品列表：价格区间', paths: () => [list({ min_price: 1000, max_price: 1500 })] },
  { name: '商品列表：第 50 页', paths: () => [list({ sort_by: 'created', page: 50 })] },
  {
    name: '商品列表：一个分类',
    paths: ({ categories }) => categories.map(({ id }) => listPath(id)),
  },
  {
    name: '分类商品（按名称）',
    paths: ({ categories }) =>
      categories.map(
        ({ name }) => `${PRODUCTS}/by_category/?${new URLSearchParams({ category: name })}`
      ),
  },
  {
    name: '品牌商品（按名称）',
    paths: ({ brands }) =>
      brands.map(({ name }) => `${PRODUCTS}/by_brand/?${new URLSearchParams({ brand: name })}`),
  },
  { name: '礼品专区', paths: () => [list({ show_in_gift_zone: true })] },
  { name: '设计师专区', paths: () => [list({ show_in_designer_zone: true })] },
  { name: '搜索：常见词', paths: ({ keywords }) => keywords.frequent.map(searchPath) },
  { name: '搜索：约 200 个结果', paths: ({ keywords }) => keywords.usual.map(searchPath) },
  { name: '搜索：罕见词', paths: ({ keywords }) => keywords.rare.map(searchPath) },
  { name: '搜索：两个词', paths: ({ keywords }) => keywords.two.map(searchPath) },
  { name: '搜索建议', paths: ({ keywords }) => keywords.prefixes.map(suggestions) },
  { name: '热门搜索词', paths: () => [`${PRODUCTS}/hot_keywords/`] },
  { name: '热门搜索词（搜索记录）', paths: () => [`${CATALOGUE}/search-logs/hot_keywords/`] },
  { name: '商品详情', paths: ({ details }) => details.map(detailPath) },
  { name: '相关商品', paths: ({ details }) => details.map((id) => `${PRODUCTS}/${id}/related/`) },
  { name: '推荐：热销', paths: () => [`${PRODUCTS}/recommendations/`] },
  { name: '推荐：浏览', paths: () => [`${PRODUCTS}/recommendations/?type=trending`] },
  {
    name: '推荐：一个分类',
    paths: ({ categories }) =>
      categories.map(({ id }) => `${PRODUCTS}/recommendations/?type=category&category_id=${id}`),
  },
  { name: '分类', paths: () => [`${CATALOGUE}/categories/?level=major`] },
  {
    name: '子分类',
    paths: ({ majors }) => majors.map((id) => `${CATALOGUE}/categories/?parent_id=${id}`),
  },
  { name: '一个分类', paths: ({ majors }) => majors.map((id) => `${CATALOGUE}/categories/${id}/`) },
  { name: '品牌', paths: () => [`${CATALOGUE}/brands/`] },
  { name: '一个品牌', paths: ({ brands }) => brands.map(({ id }) => `${CATALOGUE}/brands/${id}/`) },
  { name: '首页横幅', paths: () => [`${CATALOGUE}/home-banners/?position=home`] },
  { name: '专区封面', paths: () => [`${CATALOGUE}/special-zone-covers/?type=gift`] },
  { name: '案例', paths: () => [`${CATALOGUE}/cases/`] },
  { name: '一个案例', paths: ({ cases }) => cases.map((id) => `${CATALOGUE}/cases/${id}/`) },
]

function suggestions(prefix) {
  return `${PRODUCTS}/search_suggestions/?${new URLSearchParams({ prefix })}`
}
