import { BaseSchema } from '@adonisjs/lucid/schema'

/** What the shop shows and sells. Rules: docs/rules/catalogue.md, docs/rules/stock.md */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      create table media_images (
        id bigint generated always as identity primary key,
        file varchar(255) not null unique,
        original_name varchar(255) not null default '',
        content_type varchar(100) not null,
        size int not null,
        sha256 char(64) not null,
        width int not null,
        height int not null,
        purpose varchar(20) not null default 'public'
          constraint media_images_purpose_check check (purpose in ('public', 'evidence', 'avatar')),
        uploaded_by_id bigint references users on delete set null,
        created_at timestamptz not null default now()
      );
      create index media_images_created_index on media_images (created_at desc);
      create index media_images_uploader_index on media_images (uploaded_by_id);

      create table categories (
        id bigint generated always as identity primary key,
        name varchar(100) not null default '默认分类'
          constraint categories_name_check check (btrim(name) <> ''),
        "order" int not null default 0,
        logo varchar(500) not null default '',
        level varchar(10) not null default 'major'
          constraint categories_level_check check (level in ('major', 'minor', 'item')),
        parent_id bigint references categories on delete restrict,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        constraint categories_parent_check check ((level = 'major') = (parent_id is null)),
        constraint categories_name_unique unique nulls not distinct (level, parent_id, name)
      );
      create index categories_parent_index on categories (parent_id, "order");

      create table brands (
        id bigint generated always as identity primary key,
        name varchar(100) not null unique
          constraint brands_name_check check (btrim(name) <> ''),
        logo varchar(500) not null default '',
        description text not null default '',
        "order" int not null default 0,
        is_active boolean not null default true,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now()
      );
      create index brands_active_index on brands (is_active, "order");

      create table products (
        id bigint generated always as identity primary key,
        name varchar(200) not null constraint products_name_check check (btrim(name) <> ''),
        description text not null default '',
        category_id bigint not null references categories on delete restrict,
        brand_id bigint not null references brands on delete restrict,
        price numeric(10, 2) not null constraint products_price_check check (price > 0),
        dealer_price numeric(10, 2) constraint products_dealer_price_check check (dealer_price >= 0),
        source varchar(20) not null default 'local'
          constraint products_source_check check (source in ('local', 'haier')),
        stock int not null default 0 constraint products_stock_check check (stock >= 0),
        product_code varchar(50) unique,
        product_model varchar(100) not null default '',
        product_group varchar(100) not null default '',
        supply_price numeric(10, 2) check (supply_price >= 0),
        invoice_price numeric(10, 2) check (invoice_price >= 0),
        market_price numeric(10, 2) check (market_price >= 0),
        stock_rebate numeric(10, 2) check (stock_rebate >= 0),
        rebate_money numeric(10, 2) check (rebate_money >= 0),
        main_images jsonb not null default '[]',
        detail_images jsonb not null default '[]',
        product_image_url varchar(500) not null default '',
        product_page_urls jsonb not null default '[]',
        is_active boolean not null default true,
        show_in_gift_zone boolean not null default false,
        show_in_designer_zone boolean not null default false,
        is_sales char(1) not null default '1'
          constraint products_is_sales_check check (is_sales in ('0', '1')),
        no_sales_reason varchar(200) not null default '',
        view_count int not null default 0 check (view_count >= 0),
        sales_count int not null default 0 check (sales_count >= 0),
        warehouse_code varchar(50) not null default '',
        warehouse_grade varchar(1) not null default ''
          constraint products_warehouse_grade_check check (warehouse_grade in ('', '0', '1')),
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        last_sync_at timestamptz,
        constraint products_code_of_source check ((source = 'haier') = (product_code is not null))
      );
      create index products_by_sales on products (is_active, sales_count desc, created_at desc, id desc);
      create index products_by_views on products (is_active, view_count desc, created_at desc, id desc);
      create index products_by_newest on products (is_active, created_at desc, id desc);
      create index products_by_price on products (is_active, price, id);
      create index products_of_category on products (category_id, is_active, created_at desc, id desc);
      create index products_of_brand on products (brand_id, is_active, created_at desc, id desc);
      create index products_in_gift_zone on products (created_at desc, id desc)
        where show_in_gift_zone and is_active;
      create index products_in_designer_zone on products (created_at desc, id desc)
        where show_in_designer_zone and is_active;
      create index products_is_sales_index on products (is_sales);

      create table product_skus (
        id bigint generated always as identity primary key,
        product_id bigint not null references products on delete restrict,
        name varchar(200) not null default '',
        sku_code varchar(100) not null default '',
        specs jsonb not null default '{}',
        price numeric(10, 2) not null constraint product_skus_price_check check (price > 0),
        stock int not null default 0 constraint product_skus_stock_check check (stock >= 0),
        image varchar(500) not null default '',
        is_active boolean not null default true,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now()
      );
      create unique index product_skus_code_unique on product_skus (product_id, sku_code)
        where sku_code <> '';
      create index product_skus_product_index on product_skus (product_id, is_active);
      create index product_skus_code_index on product_skus (sku_code);

      create table product_search (
        product_id bigint primary key references products on delete cascade,
        name_text text not null,
        description_text text not null,
        tokens text[] not null
      );
      create index product_search_tokens on product_search using gin (tokens);

      create table search_logs (
        id bigint generated always as identity primary key,
        keyword varchar(200) not null,
        normalized varchar(200) not null,
        user_id bigint references users on delete set null,
        created_at timestamptz not null default now()
      );
      create index search_logs_keyword_index on search_logs (normalized, created_at desc);
      create index search_logs_user_index on search_logs (user_id, created_at desc);
      create index search_logs_created_index on search_logs (created_at desc);

      create table home_banners (
        id bigint generated always as identity primary key,
        image_id bigint not null references media_images on delete restrict,
        product_id bigint references products on delete set null,
        title varchar(100) not null default '',
        position varchar(20) not null default 'home'
          constraint home_banners_position_check check (position in ('home', 'gift', 'designer')),
        "order" int not null default 0,
        is_active boolean not null default true,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now()
      );
      create index home_banners_position_index on home_banners (position, is_active, "order");

      create table discounts (
        id bigint generated always as identity primary key,
        name varchar(100) not null default '',
        discount_type varchar(20) not null default 'amount'
          constraint discounts_type_check check (discount_type in ('amount', 'percent')),
        amount numeric(10, 2) not null constraint discounts_amount_check check (amount >= 0),
        effective_time timestamptz not null,
        expiration_time timestamptz not null,
        priority int not null default 0,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        constraint discounts_window_check check (effective_time < expiration_time),
        constraint discounts_percent_check
          check (discount_type <> 'percent' or (amount > 0 and amount <= 10))
      );
      create index discounts_window_index on discounts (effective_time, expiration_time);
      create index discounts_priority_index on discounts (priority);

      create table discount_targets (
        id bigint generated always as identity primary key,
        discount_id bigint not null references discounts on delete cascade,
        user_id bigint not null references users on delete restrict,
        product_id bigint not null references products on delete restrict,
        unique (discount_id, user_id, product_id)
      );
      create index discount_targets_lookup on discount_targets (user_id, product_id);
      create index discount_targets_product_index on discount_targets (product_id);
    `)
  }

  async down() {
    this.schema.raw(
      `drop table discount_targets, discounts, home_banners, search_logs, product_search,
        product_skus, products, brands, categories, media_images`
    )
  }
}
