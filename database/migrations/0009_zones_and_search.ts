import { BaseSchema } from '@adonisjs/lucid/schema'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'

const BATCH = 2_000

/**
 * Covers of the special zones and cases; search over several words, brands, models and codes; orders
 * of a category's and a brand's products that come out of an index. Rule: docs/rules/catalogue.md
 */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(ZONES)
    this.schema.raw(SEARCHERS)
    this.schema.raw(SEARCH_TABLE)
    this.defer(fillTexts)
    this.schema.raw(SEARCH_INDEXES)
    this.schema.raw(ORDERS)
  }

  async down() {
    this.schema.raw(`
      drop index products_popular_in_category, products_popular_in_brand, products_by_popularity,
        products_by_sales, products_by_views, products_by_newest, products_by_price,
        categories_by_name, brands_by_name;
      create index products_by_sales on products
        (is_active, sales_count desc, created_at desc, id desc);
      create index products_by_views on products
        (is_active, view_count desc, created_at desc, id desc);
      create index products_by_newest on products (is_active, created_at desc, id desc);
      create index products_by_price on products (is_active, price, id);
      drop trigger products_search_follows on products;
      drop function follow_product_in_search();
      drop table search_documents;
      drop function search_lexemes(text[], bigint);
      alter table search_logs drop column visitor;
      drop table case_detail_blocks, cases, special_zone_covers
    `)
  }
}

const ZONES = `
  create table special_zone_covers (
    id bigint generated always as identity primary key,
    type varchar(20) not null default 'gift' unique
      constraint special_zone_covers_type_check check (type in ('gift', 'designer')),
    image_id bigint not null references media_images on delete restrict,
    is_active boolean not null default true,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
  );
  create index special_zone_covers_image_index on special_zone_covers (image_id);

  create table cases (
    id bigint generated always as identity primary key,
    title varchar(200) not null constraint cases_title_check check (btrim(title) <> ''),
    cover_image_id bigint not null references media_images on delete restrict,
    "order" int not null default 0,
    is_active boolean not null default true,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
  );
  create index cases_active_index on cases (is_active, "order", id desc);
  create index cases_cover_index on cases (cover_image_id);

  create table case_detail_blocks (
    id bigint generated always as identity primary key,
    case_id bigint not null references cases on delete cascade,
    block_type varchar(10) not null default 'text'
      constraint case_detail_blocks_type_check check (block_type in ('text', 'image')),
    text text not null default '',
    image_id bigint references media_images on delete restrict,
    "order" int not null default 0,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint case_detail_blocks_content_check check (
      case block_type when 'text' then text ~ '\\S' and image_id is null
        else image_id is not null end)
  );
  create index case_detail_blocks_case_index on case_detail_blocks (case_id, "order", id);
  create index case_detail_blocks_image_index on case_detail_blocks (image_id);

  create trigger special_zone_covers_announced after insert or update or delete or truncate
    on special_zone_covers for each statement execute function announce_change('covers');
  create trigger cases_announced after insert or update or delete or truncate on cases
    for each statement execute function announce_change('cases');
  create trigger case_detail_blocks_announced after insert or update or delete or truncate
    on case_detail_blocks for each statement execute function announce_change('cases');
`

/** Whom a search without a user came from, as a keyed digest: enough to tell two visitors apart. */
const SEARCHERS = `alter table search_logs add column visitor varchar(32) not null default ''`

/**
 * What lists filter and order by stands beside the texts, so that a search reads one narrow row a hit.
 * The table is a new one: version 0.1.0 searches in `product_search`, also while this version is being
 * started. Its pages have room for the figures, which change often and stand in no index.
 */
const SEARCH_TABLE = `
  create table search_documents (
    product_id bigint primary key references products on delete cascade,
    name_text text not null collate "C",
    keyword_text text not null,
    description_text text not null,
    sign_text text not null,
    category_id bigint not null,
    brand_id bigint not null,
    price numeric(10, 2) not null,
    is_active boolean not null,
    show_in_gift_zone boolean not null,
    show_in_designer_zone boolean not null,
    sales_count int not null,
    view_count int not null,
    created_at timestamptz not null
  ) with (fillfactor = 85)`

const COPIED = [
  ...['category_id', 'brand_id', 'price', 'is_active', 'show_in_gift_zone'],
  ...['show_in_designer_zone', 'sales_count', 'view_count', 'created_at'],
]
const each = (write: (column: string) => string) => COPIED.map(write).join(', ')

/**
 * The pieces of one to three characters of each text, and the brand as a piece of its own. Squeezed
 * texts hold letters, digits and dots, so '#' stands for nothing else. Computed by the index alone:
 * kept in the row, the pieces would make reading a row several times dearer.
 */
const SEARCH_INDEXES = `
  create function search_lexemes(texts text[], brand bigint) returns tsvector
  language plpgsql immutable strict parallel safe cost 100 as $$
  declare
    lexemes text[] := array['#' || brand];
    content text;
    letters text[];
    size int;
  begin
    foreach content in array texts loop
      letters := string_to_array(content, null);
      size := coalesce(cardinality(letters), 0);
      for place in 1 .. size loop
        lexemes := lexemes || letters[place];
        if place < size then
          lexemes := lexemes || (letters[place] || letters[place + 1]);
        end if;
        if place < size - 1 then
          lexemes := lexemes || (letters[place] || letters[place + 1] || letters[place + 2]);
        end if;
      end loop;
    end loop;
    return array_to_tsvector(lexemes);
  end
  $$;
  set local maintenance_work_mem = '256MB';
  create index search_documents_lexemes on search_documents
    using gin (search_lexemes(array[name_text, keyword_text, description_text, sign_text], brand_id))
    with (fastupdate = off);
  create index search_documents_names on search_documents (name_text);

  create function follow_product_in_search() returns trigger language plpgsql as $$
  begin
    update search_documents set ${each((column) => `${column} = new.${column}`)}
      where product_id = new.id;
    return null;
  end
  $$;
  create trigger products_search_follows
    after update of ${each((column) => column)} on products for each row when (
      (${each((column) => `old.${column}`)}) is distinct from (${each((column) => `new.${column}`)}))
    execute function follow_product_in_search();
  create trigger search_documents_announced after update of keyword_text on search_documents
    for each statement execute function announce_change('products')
`

/** Each order of a list knows the shelves of its products, so that a walk passes others unread. */
const ORDERS = `
  create index products_popular_in_category on products
    (category_id, is_active, sales_count desc, view_count desc, id desc) include (price, created_at);
  create index products_popular_in_brand on products
    (brand_id, is_active, sales_count desc, view_count desc, id desc) include (price, created_at);
  create index products_by_popularity on products
    (is_active, sales_count desc, view_count desc, id desc) include (category_id, brand_id);
  drop index products_by_sales, products_by_views, products_by_newest, products_by_price;
  create index products_by_sales on products (is_active, sales_count desc, created_at desc, id desc)
    include (category_id, brand_id);
  create index products_by_views on products (is_active, view_count desc, created_at desc, id desc)
    include (category_id, brand_id);
  create index products_by_newest on products (is_active, created_at desc, id desc)
    include (category_id, brand_id);
  create index products_by_price on products (is_active, price, id)
    include (sales_count, view_count, created_at, category_id, brand_id);
  create index categories_by_name on categories (lower(name));
  create index brands_by_name on brands (lower(name))
`

const NEXT = `
  select p.id, p.name, p.description, p.product_model, coalesce(p.product_code, '') as product_code,
    array(select t.text from product_skus s cross join lateral (
      select s.sku_code union all select s.name union all select value from jsonb_each_text(s.specs)
    ) t (text) where s.product_id = p.id order by s.id, t.text) as sku_texts
  from products p join product_search f on f.product_id = p.id
  where p.id > ? order by p.id limit ${BATCH}`

const FILL = `
  insert into search_documents
    (product_id, name_text, keyword_text, description_text, sign_text, ${each(String)})
  select f.product_id, left(f.name_text, 500), left(t.keyword_text, 20000),
    left(f.description_text, 20000), left(t.sign_text, 20000),
    ${each((column) => `p.${column}`)}
  from unnest(?::bigint[], ?::text[], ?::text[]) t (id, keyword_text, sign_text)
  join products p on p.id = t.id join product_search f on f.product_id = t.id order by t.id`

type Product = Record<'name' | 'description' | 'product_model' | 'product_code', string> & {
  id: number
  sku_texts: string[]
}

/** As texts were squeezed when this migration was written. */
async function fillTexts(client: QueryClientContract) {
  for (let last = 0; ;) {
    const { rows } = await client.rawQuery<{ rows: Product[] }>(NEXT, [last])
    if (rows.length === 0) return
    last = rows[rows.length - 1].id
    const keywords = rows.map((row) =>
      distinct([row.product_model, row.product_code, ...row.sku_texts].map(squeeze))
    )
    const signs = rows.map(({ name, description }) =>
      distinct(plain(`${name} ${description}`).split(/[\p{L}\p{N}\s]+/u))
    )
    await client.rawQuery(FILL, [rows.map(({ id }) => id), keywords, signs])
  }
}

const plain = (text: string) => text.normalize('NFKC').toLowerCase()

const squeeze = (text: string) =>
  plain(text).replace(/(?<=\d)(\.)(?=\d)|[^\p{L}\p{N}]+/gu, (_, dot?: string) => dot ?? '')

const distinct = (texts: string[]) => [...new Set(texts)].filter((text) => text !== '').join(' ')
